/**
 * A model's words without what a page would load or hide: an image or a link in Markdown or HTML could carry what the model saw to
 * another host. The address stays readable; it is a link no more.
 */
export function defuseLinks(text: string): string {
  return text
    .replace(/\](?=[([])/g, "] ")
    .replace(/^([ \t>]{0,20}\[[^\]\n]{1,200}\])(?=:)/gm, "$1 ")
    .replace(tag, "< ");
}

/** The same for a text that is still being written: an end that more letters could turn into a link is held back. */
export function defuseLinksSoFar(text: string): string {
  return defuseLinks(text.replace(/(?:\]|<[/!]?[a-z]{0,12})$/i, ""));
}

const tag =
  /<(?=[/!]?(?:a|img|image|picture|source|iframe|frame|embed|object|script|style|link|meta|base|form|input|button|svg|math|video|audio|track|body|div|span|table|td|details|marquee|http|https|mailto|ftp)(?![a-z0-9-]))/gi;
