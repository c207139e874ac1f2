const path = /(?<![\w./:@-])(\/[\w@%+-][\w.@%+-]*(?:\/[\w.@%+-]+){0,30}\/?)(?=$|[\s"'`:;,)\]}(?])/g;

/** Programs and sources that write the line, or run in it, and are not what it is about. */
const source =
  /\.(?:py|[cm]?js|ts|go|rb|sh|java|php|pl|rs|c|cc|cpp|so(?:\.\d+)*)$|^\/(?:usr\/(?:local\/)?)?s?bin\/|^\/docker-entrypoint|^\/proc\//;

/** The file or directory that a line of a log is about; undefined where it names none. */
export const pathInLine = (line: string): string | undefined => {
  const found = [...line.slice(0, 4000).matchAll(path)].map((match) => match[1]!.replace(/(?<=.)[/.]+$/, ""));
  return found.find((one) => !source.test(one));
};
