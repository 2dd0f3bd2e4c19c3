import fc from "fast-check";

/**
 * Every run of the suite tries the same values: one that fails in the end failed on the commit that broke it. Others are
 * tried by `npm run test:properties`, which gives its seed in PROPERTY_SEED.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 20) });
