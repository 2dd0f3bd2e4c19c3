/** The part of jstat that is used here; the package has no types of its own. */
declare module "jstat" {
  const jstat: {
    readonly jStat: {
      readonly normal: { cdf(x: number, mean: number, deviation: number): number };
      readonly beta: {
        cdf(x: number, alpha: number, beta: number): number;
        inv(probability: number, alpha: number, beta: number): number;
      };
    };
  };
  export default jstat;
}
