import type { LogCause } from "./causes.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 200);

/** Text that a program cannot write or read, because it takes it for ASCII. */
export const logEncodings: readonly LogCause[] = [
  {
    code: "characters-not-encodable",
    title: "Characters outside ASCII refused",
    about:
      "A program meets a character that is not in ASCII (é, ž, 漢) and reads or writes text as ASCII, so that it breaks at those records and at no others. The encoding comes from its locale (LC_ALL, LC_CTYPE, LANG; without any of them it is C, which is ASCII) or from a setting of its runtime (PYTHONIOENCODING, file.encoding, RUBYOPT, NLS_LANG).",
    pattern:
      /Unicode(?:En|De)codeError: '(?:ascii|latin-1|charmap|cp\d+)' codec can't [^\n]{1,160}|invalid byte sequence in US-ASCII|\binvalid multibyte (?:char|string|sequence)[^\n]{0,40}(?:US-ASCII)?|"?\\x[0-9A-F]{2}"?[^\n]{0,40} (?:on US-ASCII|from (?:ASCII-8BIT|US-ASCII) to UTF-8)|(?:U\+[0-9A-F]{4,6}|"?\\u[0-9A-Fa-f]{4}"?) from UTF-8 to US-ASCII|incompatible character encodings: (?:UTF-8 and (?:ASCII-8BIT|US-ASCII)|US-ASCII and UTF-8)|Malformed input or input contains unmappable characters[^\n]{0,120}|unmappable character[^\n]{0,60}(?:ASCII|ANSI_X3)[^\n]{0,60}|(?:Unmappable|Malformed)(?:Character|Input)Exception[^\n]{0,80}|configured to use ASCII as encoding[^\n]{0,80}|(?:cannot|can't|could not|unable to) (?:en|de)code [^\n]{0,80}\b(?:ascii|US-ASCII|ANSI_X3)\b[^\n]{0,80}|ordinal not in range\(128\)|has no equivalent in encoding "(?:LATIN1|SQL_ASCII|WIN125\d)"|native name encoding of latin1|hPut(?:Char|Buf): invalid argument[^\n]{0,80}|[Cc]annot convert [^\n]{0,60}UTF-?8[^\n]{0,20} to [^\n]{0,10}ASCII[^\n]{0,60}/,
    isLasting: true,
    explains: ["uncaught-exception", "job-failed", "job-retrying"],
    says: (match) => `it breaks at a character that its text encoding does not have (${clean(match[0])})`,
    mend: "Have the program read and write UTF-8: set LC_ALL=C.UTF-8 (LANG=C.UTF-8) in its environment, or name the encoding in the code.",
  },
];
