/**
 * The words in which one language gives an assistant orders, by what they say. Each is a list with `|` between: whole words as people write
 * them, several with blanks between, `*` for any ending. Verbs are in the forms of an order, so that reports of what was done do not count.
 */
export type Vocabulary = {
  readonly name: string;
  /** Written without blanks between words: its words are looked for anywhere. */
  readonly unspaced?: true;
} & { readonly [kind in Kind]?: string };

export const kinds = [
  /** Who is addressed. */
  "assistant",
  /** Ignore, forget. */
  "drop",
  /** Instructions, rules. */
  "rules",
  /** Hide, keep silent, do not mention (in one word). */
  "hide",
  /** Do not. */
  "not",
  /** Say, report, mention. */
  "tell",
  /** To the user. */
  "user",
  /** Healthy, in order, no problem. */
  "well",
  /** Print, show, send, list. */
  "show",
  /** Secrets, passwords, tokens. */
  "secret",
  /** Run, delete, approve, stop. */
  "act",
  /** Recommend. */
  "advise",
  /** Permission is said to be given, or not needed. */
  "approved",
  /** You are now. */
  "role",
  /** Please, must, at once. */
  "please",
  /** What orders are about: parts of a cluster, addresses, rights. */
  "object",
  /** What somebody is made who is given a new role. */
  "power",
] as const;
export type Kind = (typeof kinds)[number];
