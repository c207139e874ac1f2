import type { LogCause } from "./causes.ts";

/** A text in quotes that is base64 of something plain: what a value looks like that was encoded once too often. */
const encoded = (line: string): string | undefined => {
  const value = /["'`]([A-Za-z0-9+/]{4,200}={0,2})["'`]/.exec(line.replaceAll("\\", ""))?.[1];
  if (value === undefined || value.length % 4 !== 0 || /^\d+$/.test(value)) return undefined;
  const plain = decoded(value);
  return plain !== undefined && /^[\w.:/@ -]{1,150}\n?$/.test(plain) && (value.endsWith("=") || /^\d+\n?$/.test(plain))
    ? value
    : undefined;
};

const decoded = (value: string): string | undefined => {
  try {
    return atob(value);
  } catch {
    return undefined;
  }
};

const heapOption = "(?:initial|maximum|minimum) heap size|[Uu]nrecognized VM option|Could not reserve enough space";

/** Values that a program cannot read as what they have to be. */
export const logValues: readonly LogCause[] = [
  {
    code: "malformed-value",
    title: "Value of the wrong form",
    about:
      "A value from the environment, a Secret or a file is not what the program takes: no number, no address, no duration. When it is base64 text, it was encoded before it was put under data, where it is encoded anyway.",
    pattern: new RegExp(
      [
        `strconv\\.\\w+: parsing [^\\n]{1,120}`,
        `invalid literal for int\\(\\)[^\\n]{0,120}`,
        `could not convert string to float[^\\n]{0,80}`,
        `NumberFormatException[^\\n]{0,120}`,
        `(?:[Ii]nvalid|[Ii]llegal|[Mm]alformed|[Bb]ad|[Uu]nknown|[Uu]nrecogni[sz]ed) (?:port|integer|number|boolean|duration|time ?zone|quantity|URL|URI|DSN|address|IP|CIDR|hostname|connection string|cron(?: expression)?|date|UUID|regular expression|listen address)\\b[^\\n]{0,120}`,
        `[Pp]ort (?:number )?(?:should|must) be [^\\n]{1,100}`,
        `ERR_SOCKET_BAD_PORT|ERR_INVALID_URL|ParseIntError|invalid digit found in string|InvalidURL`,
        `time: (?:invalid|unknown|missing) (?:duration|unit)[^\\n]{0,80}`,
        `net/url: [^\\n]{1,100}|first path segment in URL[^\\n]{0,60}|missing protocol scheme|unsupported protocol scheme[^\\n]{0,40}`,
        `(?:cannot|could not|can't|unable to|failed to) (?:parse|convert|decode|interpret) ["'\`][^"'\`\\n]{0,120}["'\`] (?:as|to|into|from|is not)[^\\n]{0,80}`,
        `["'\`][^"'\`\\n]{0,120}["'\`] is not a valid [\\w ]{2,40}|is not a valid (?:integer|number|boolean|port|URL|uri|duration|email|value|int|float|UUID)\\b[^\\n]{0,80}`,
        `Failed to (?:convert|bind)[^\\n]{0,40} (?:property|value)[^\\n]{0,120}`,
        `(?:Invalid|Illegal) (?:${heapOption})[^\\n]{0,80}|${heapOption}[^\\n]{0,60}`,
        `[Ll]ength (?:should|must) be (?:at least|at most|between)[^\\n]{0,120}|must be (?:at least|at most|between|exactly) \\d+ (?:\\w+ )?(?:characters?|bytes?|digits?)[^\\n]{0,80}`,
        `invalid control character in URL`,
        `[Ii]nvalid header field value[^\\n]{0,80}|[Ii]nvalid character in header content[^\\n]{0,80}|[Ii]llegal (?:header value|character[^\\n]{0,20} in header)[^\\n]{0,80}|[Hh]eader values? (?:must not|may not|cannot) contain[^\\n]{0,60}`,
        `[Pp]ort could not be cast to integer value[^\\n]{0,60}`,
        `Property: [\\w.-]{2,80} Value: [^\\n]{1,80}`,
      ].join("|"),
    ),
    except: /[Uu]ser input|request body/,
    explains: ["uncaught-exception", "wrong-credentials", "invalid-configuration"],
    says: (_match, line, whole) =>
      encoded(line)
        ? `a value is still base64 text, so it was base64-encoded twice: ${whole}`
        : `a value does not have the form that it must have: ${whole}`,
    mend: "Put the plain value into the Secret or ConfigMap: stringData takes it as it is, data wants it base64-encoded once.",
  },
];
