/** A column of a printed table: its heading in upper case, and where its cells begin. */
export type Column = { readonly heading: string; readonly start: number };

/** A table as printed: its columns, and the lines (indices) of its rows. `header` is absent when none was printed. */
export type PrintedTable = {
  readonly columns: readonly Column[];
  readonly header: number | undefined;
  readonly rows: readonly number[];
};

/** Columns of a header line. Headings are apart by two or more blanks, or a tab, because a heading may hold a single one. */
export function columnsOf(line: string): readonly Column[] {
  const columns = [...line.matchAll(/[^\s](?:[^\s]| (?! ))*/g)].map((match) => ({
    heading: match[0].trimEnd().toUpperCase(),
    start: match.index,
  }));
  return columns.length > 1 || !line.trim().includes(" ") ? columns : singleSpaced(line);
}

/** A header whose blanks were squeezed in pasting. */
function singleSpaced(line: string): readonly Column[] {
  const joined = line.replace(
    /LAST SEEN|FIRST SEEN|NOMINATED NODE|READINESS GATES|ACCESS MODES|RECLAIM POLICY|MIN AVAILABLE|MAX UNAVAILABLE|ALLOWED DISRUPTIONS|NODE SELECTOR|LAST SCHEDULE|UP TO DATE/g,
    (two) => two.replaceAll(" ", "\u00a0"),
  );
  return [...joined.matchAll(/[^ \t]+/g)].map((match) => ({
    heading: match[0].replaceAll("\u00a0", " ").toUpperCase(),
    start: match.index,
  }));
}

/** Whether a line heads a table as kubectl prints them: headings in capitals, one of them naming the object. */
export function isHeader(line: string): boolean {
  const first = line.charCodeAt(0);
  if (first < 65 || first > 90) return false;
  if (
    !/^(?:NAME|NAMESPACE|LAST SEEN|FIRST SEEN|LAST|LASTSEEN|FIRSTSEEN|KIND|POD|RESOURCE|OBJECT|REVISION|APIVERSION|READY|STATUS|TYPE|REASON|NODE|HOST|UID|COUNT|KEY|EVENT)\b/.test(
      line,
    )
  )
    return false;
  return /^[A-Z0-9][A-Z0-9 \t()%/_.:+-]*$/.test(line.trimEnd().replace(/\((?:cores|bytes)\)/g, ""));
}

/** What another program of the same command line printed among rows: the time by `date`, or JSON of a field. */
export const isStray = (line: string): boolean =>
  /^(?:[A-Z][a-z]{2},? [A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}\b|20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,16}\s{0,4}$|[{[]["{])/.test(
    line,
  );

/** The cells of a row, in the order of the columns; empty where the table shows nothing. */
export function cellsOf(line: string, columns: readonly Column[]): readonly string[] {
  return aligned(line, columns) ?? pieced(line, columns);
}

/** Cells by the positions of the columns; undefined when a cell lies across a border, as in pasted and shortened text. */
function aligned(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const cells: string[] = [];
  for (let index = 0; index < columns.length; index++) {
    const cell = cellAt(line, columns, index);
    if (cell === undefined) return undefined;
    cells.push(cell);
  }
  return cells;
}

/**
 * The cell of one column by its position; undefined when the row does not keep to its columns there: something lies across the
 * border, the cell begins late, or it holds two pieces. The last column may hold anything.
 */
export function cellAt(line: string, columns: readonly Column[], index: number): string | undefined {
  const { start } = columns[index]!;
  if (start < 0) return undefined;
  if (start >= line.length) return "";
  if (index > 0 && !isBlank(line, start - 1)) return undefined;
  const next = columns[index + 1]?.start;
  const cell = line.slice(start, next).trim();
  if (cell === "") return cell;
  if (isBlank(line, start) || (next !== undefined && next < line.length && !isBlank(line, next - 1))) return undefined;
  return next !== undefined && cell.includes("  ") ? undefined : cell;
}

const isBlank = (line: string, at: number) => line.charCodeAt(at) === 32 || line.charCodeAt(at) === 9;

type Piece = { readonly text: string; readonly start: number };

/** Cells of a row that does not keep to its columns: pieces apart by two or more blanks, each put where it fits best. */
function pieced(line: string, columns: readonly Column[]): readonly string[] {
  let pieces = piecesOf(line, /[^\s](?:[^\s]| (?! ))*/g);
  if (pieces.length < columns.length) {
    const finer = piecesOf(line, /\d+ \([^)]*\)|[^\s]+/g);
    if (finer.length >= columns.length && pieces.length < columns.length / 2) pieces = finer;
  }
  if (pieces.length === columns.length) return pieces.map((piece) => piece.text);
  if (pieces.length > columns.length) return withRest(line, pieces, columns.length);
  return placed(pieces, columns);
}

function piecesOf(line: string, pattern: RegExp): readonly Piece[] {
  return [...line.matchAll(pattern)].map((match) => ({ text: match[0], start: match.index }));
}

/** More pieces than columns: the last column (a message, labels) takes all that is left. */
function withRest(line: string, pieces: readonly Piece[], columns: number): readonly string[] {
  const kept = pieces.slice(0, columns - 1).map((piece) => piece.text);
  return [...kept, line.slice(pieces[columns - 1]!.start).trim()];
}

/** Fewer pieces than columns: each goes to the nearest column that keeps the order. */
function placed(pieces: readonly Piece[], columns: readonly Column[]): readonly string[] {
  const cells = columns.map(() => "");
  let from = 0;
  pieces.forEach((piece, index) => {
    const last = columns.length - (pieces.length - index);
    let best = from;
    for (let column = from; column <= last; column++) {
      if (Math.abs(columns[column]!.start - piece.start) < Math.abs(columns[best]!.start - piece.start)) best = column;
    }
    cells[best] = piece.text;
    from = best + 1;
  });
  return cells;
}
