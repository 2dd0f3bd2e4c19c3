/** The part of a restore at whose end no API server runs any more: whatever is acknowledged later, the restored data has. */
export const allDownPart = "all taken down";
