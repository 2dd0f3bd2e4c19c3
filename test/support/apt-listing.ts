/** What apt lists of two sources: a mirror with a keyring of its own, and one without. */
export const aptListing = [
  "https://mirror.example/debian/|bookworm|main|/usr/share/keyrings/debian-archive-keyring.gpg|oldstable",
  "https://mirror.example/debian-security/|bookworm-security|main||oldstable-security",
  "",
].join("\n");
