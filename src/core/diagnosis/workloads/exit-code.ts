const meanings: ReadonlyMap<number, string> = new Map([
  [125, "the container could not be started or chose this code itself"],
  [126, "the command is not executable"],
  [127, "the command was not found"],
  [128, "the container could not be started"],
  [130, "SIGINT"],
  [132, "SIGILL, illegal instruction: one that the processor (CPU) does not know"],
  [134, "SIGABRT, aborted"],
  [136, "SIGFPE, arithmetic error"],
  [137, "SIGKILL"],
  [139, "SIGSEGV, segmentation fault"],
  [143, "SIGTERM"],
]);

/** What an exit code says by convention: 126 to 128 are the shell's and the runtime's, above 128 is a signal; "" for the program's own. */
export const exitMeaning = (code: number | undefined): string => {
  if (code === undefined) return "";
  return meanings.get(code) ?? (code > 128 && code < 160 ? `signal ${code - 128}` : "");
};
