/** One argument of a format, read both ways. */
type Argument = { readonly text: string; readonly number: number };

/** C's `printf` as far as awk uses it: `%s %d %i %f %e %g %x %o %c %%` with flags, width and precision up to 1000. */
export function sprintf(format: string, args: readonly Argument[]): string {
  let at = 0;
  return format.replace(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([sdifegxXoc%])/g,
    (_, flags: string, width: string, precision: string | undefined, kind: string) => {
      if (kind === "%") return "%";
      const digits = precision === undefined ? undefined : Math.min(100, Number(precision));
      const text = shown(kind, args[at++] ?? { text: "", number: 0 }, digits);
      const signed = flags.includes("+") && "dife".includes(kind) && !text.startsWith("-") ? `+${text}` : text;
      return padded(signed, flags, Math.min(1000, Number(width)), kind);
    },
  );
}

function shown(kind: string, { text, number }: Argument, digits: number | undefined): string {
  if (kind === "s") return digits === undefined ? text : text.slice(0, digits);
  if (kind === "c") return text.slice(0, 1);
  if (kind === "f") return number.toFixed(digits ?? 6);
  if (kind === "e") return number.toExponential(digits ?? 6);
  if (kind === "g") return String(Number(number.toPrecision(Math.max(1, digits ?? 6))));
  const whole = Math.trunc(number);
  return kind === "d" || kind === "i" ? String(whole) : whole.toString(kind === "o" ? 8 : 16);
}

function padded(text: string, flags: string, width: number, kind: string): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0") || kind === "s") return text.padStart(width);
  return text.startsWith("-") ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0");
}
