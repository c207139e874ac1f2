import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyFilters, startFilters } from "../../../src/core/kubectl/filters/apply-filters.ts";
import { parseCommand } from "../../../src/core/kubectl/parse.ts";

const pods = `NAME           READY   STATUS             RESTARTS   AGE
web-5d4f-abc   1/1     Running            0          5d
web-5d4f-def   0/1     CrashLoopBackOff   12         5d
api-77c-xyz    1/1     Running            3          10h
db-0           0/1     Pending            0          2m
cache-9        1/1     Running            100        30d
`;

function filtersOf(pipe: string) {
  const parsed = parseCommand(`kubectl get pods | ${pipe}`);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return parsed.command.filters;
}

async function through(pipe: string, text: string = pods): Promise<string[]> {
  const filtered = await applyFilters(filtersOf(pipe), text);
  return filtered.ok ? filtered.text.split("\n").slice(0, -1) : [`failed: ${filtered.reason}`];
}

/** First words of the lines that come out: enough to see which lines were chosen. */
async function names(pipe: string): Promise<string> {
  return (await through(pipe)).map((line) => line.split(/\s/)[0]).join(" ");
}

describe("lines are chosen as GNU grep, head, tail and awk choose them", () => {
  test.each([
    ["grep -v Running", "NAME web-5d4f-def db-0"],
    ["grep -iv RUNNING | grep -v NAME", "web-5d4f-def db-0"],
    ["grep -E 'Crash|Pending'", "web-5d4f-def db-0"],
    ["grep 'Crash\\|Pending'", "web-5d4f-def db-0"],
    ["grep -e Crash -e Pending", "web-5d4f-def db-0"],
    ["egrep '^(web|db)-'", "web-5d4f-abc web-5d4f-def db-0"],
    ["fgrep 1/1", "web-5d4f-abc api-77c-xyz cache-9"],
    ["grep -F '0*'", ""],
    ["grep '0*/1'", "web-5d4f-abc web-5d4f-def api-77c-xyz db-0 cache-9"],
    ["grep -w web", "web-5d4f-abc web-5d4f-def"],
    ["grep -w we", ""],
    ["grep -x db-0", ""],
    ["grep '^db-0  '", "db-0"],
    ["grep -m 1 Running", "web-5d4f-abc"],
    ["grep -A1 api", "api-77c-xyz db-0"],
    ["grep -B1 api", "web-5d4f-def api-77c-xyz"],
    ["grep -C1 db", "api-77c-xyz db-0 cache-9"],
    ["grep -A1 abc | grep -c .", "2"],
    ["grep 'd\\{1,2\\}$'", "web-5d4f-abc web-5d4f-def cache-9"],
    ["grep '[[:digit:]]h$'", "api-77c-xyz"],
    ["grep '[]/]'", "web-5d4f-abc web-5d4f-def api-77c-xyz db-0 cache-9"],
    ["grep -P '\\d{3}'", "cache-9"],
    ["head -2", "NAME web-5d4f-abc"],
    ["head -n 1", "NAME"],
    ["head -n -4", "NAME web-5d4f-abc"],
    ["tail -1", "cache-9"],
    ["tail -n 2", "db-0 cache-9"],
    ["tail -n +5", "db-0 cache-9"],
    ["tail -n +2 | head -1", "web-5d4f-abc"],
    ["awk 'NR>1 && $4>2'", "web-5d4f-def api-77c-xyz cache-9"],
    ["awk '$3 != \"Running\" {print $1}'", "NAME web-5d4f-def db-0"],
    ["awk '/web/ && !/Running/'", "web-5d4f-def"],
    ["awk '$3 ~ /^(Crash|Pend)/ {print $1}'", "web-5d4f-def db-0"],
    ["awk '$2 !~ /1.1/'", "NAME web-5d4f-def db-0"],
    ["awk '!seen[$3]++ {print $1}'", "NAME web-5d4f-abc web-5d4f-def db-0"],
    ["awk '$4 > 5 { print; next } $4 == 3'", "NAME web-5d4f-def api-77c-xyz cache-9"],
  ])("%s", async (pipe, expected) => {
    expect(await names(pipe)).toBe(expected);
  });
});

describe("lines are rewritten as their programs do", () => {
  test.each([
    ["grep -c Running", ["3"]],
    ["grep -n Pending", ["5:db-0           0/1     Pending            0          2m"]],
    ["grep -o '[0-9][0-9]*h'", ["10h"]],
    ["tail -2 | grep -oE 'c|cac'", ["cac"]],
    ["wc -l", ["6"]],
    ["awk '{print $3}' | sort | uniq -c | sort -rn | head -1", ["      3 Running"]],
    ["awk 'NR>1 {print $1, $NF}' | head -1", ["web-5d4f-abc 5d"]],
    ["awk '{s+=$4} END {print s}'", ["115"]],
    ["awk '/web/ {c++} END {print c}'", ["2"]],
    ["awk '{c[$3]++} END {for (k in c) print k, c[k]}' | sort | tail -1", ["STATUS 1"]],
    ["awk -F- 'NR==2 {print $2}'", ["5d4f"]],
    ["awk 'NR==3 {printf \"%-14s|%5d\\n\", $1, $4}'", ["web-5d4f-def  |   12"]],
    ["awk 'BEGIN {OFS=\",\"} NR==5 {print $1, $(NF-1)}'", ["db-0,0"]],
    ['awk \'NR==5 {gsub(/-/, "_", $1); print $1 "!"}\'', ["db_0!"]],
    ['awk \'NR==6 {print ($4 > 50) ? "many" : "few"}\'', ["many"]],
    ['awk \'NR==6 {if ($4 > 50) print "many"; else print "few"}\'', ["many"]],
    ["awk 'NR==6 {print substr($1, 1, 3) toupper(\"x\") length($1)}'", ["cacX7"]],
    ["cut -d- -f1 | tail -1", ["cache"]],
    ["cut -c1-3 | head -2", ["NAM", "web"]],
    ["tail -1 | tr -s ' ' | cut -d' ' -f1,3", ["cache-9 Running"]],
    ["awk '{print $1}' | tr a-z A-Z | head -2", ["NAME", "WEB-5D4F-ABC"]],
    ["awk 'NR>4 {print $1}' | tr '\\n' ','", ["db-0,cache-9,"]],
    ["head -1 | tr ' ' '\\n' | grep -c .", ["5"]],
    ["tail -1 | tr -d '[:digit:]' | awk '{print $1}'", ["cache-"]],
    ["awk '{print $1,$4}' | column -t | tail -2", ["db-0          0", "cache-9       100"]],
    [
      "tail -n +2 | sort -k4,4nr | awk '{print $4}' | head -3 | tr '\\n' ' '",
      ["100 12 3 0 0 "].map((line) => line.slice(0, 9)),
    ],
    ["tail -n +2 | sort -k5 -h | awk '{print $5}' | tr '\\n' ' '", ["2m 5d 5d 10h 30d "]],
    ["awk 'NR>1 {print $3}' | sort -u | tr '\\n' ' '", ["CrashLoopBackOff Pending Running "]],
    ["awk 'NR>1 {print $3}' | sort | uniq -d", ["Running"]],
    ["awk 'NR>1 {print $3}' | sort | uniq -u | tr '\\n' ' '", ["CrashLoopBackOff Pending "]],
  ])("%s", async (pipe, expected) => {
    expect(await through(pipe)).toEqual(expected);
  });

  test.each([
    ["sort -V", "v1.10 v1.9 v1.2", "v1.2 v1.9 v1.10"],
    ["sort -h", "2Gi 10Ki 5Mi 900", "900 10Ki 5Mi 2Gi"],
    ["sort -n", "10 9 -1 x", "-1 x 9 10"],
    ["sort -rn", "10 9 -1", "10 9 -1"],
    ["sort -f", "b A a B", "A a B b"],
    ["sort -M", "Mar Jan", "Jan Mar"],
    ["sort -t: -k2n", "a:10 b:9", "b:9 a:10"],
  ])("%s of %s is %s", async (pipe, given, expected) => {
    expect(await through(pipe, given.replaceAll(" ", "\n"))).toEqual(expected.split(" "));
  });
});

describe("jq", () => {
  const json = JSON.stringify({
    items: [
      { metadata: { name: "web" }, status: { phase: "Running" } },
      { metadata: { name: "db" }, status: {} },
    ],
  });
  test.each([
    ["jq -r '.items[].metadata.name'", ["web", "db"]],
    ["jq -c '.items | map(select(.status.phase != \"Running\")) | length'", ["1"]],
    ['jq -r \'.items[] | "\\(.metadata.name): \\(.status.phase // "none")"\'', ["web: Running", "db: none"]],
    ["jq -r '.items[] | select(.metadata.name | test(\"^w\")) | .metadata.name'", ["web"]],
    ["jq -r --arg n db '.items[] | select(.metadata.name == $n) | .metadata.name'", ["db"]],
    [
      "jq -c '[.items[] | {name: .metadata.name, phase: .status.phase}] | sort_by(.name) | .[0]'",
      ['{"name":"db","phase":null}'],
    ],
    ["jq -c .items[0].metadata | grep web", ['{"name":"web"}']],
    ["jq '.items | length'", ["2"]],
  ])("%s", async (pipe, expected) => {
    expect(await through(pipe, json)).toEqual(expected);
  });

  test("what is no JSON is a failure with jq's own words", async () => {
    expect((await through("jq .", pods))[0]).toContain("failed: jq: ");
  });
});

test("nothing comes out of nothing, and no filter changes nothing", async () => {
  expect(await applyFilters([], pods)).toEqual({ ok: true, text: pods });
  expect(await applyFilters(filtersOf("grep x | sort | head"), "")).toEqual({ ok: true, text: "" });
});

test("a program that is not known is a failure, no exception", async () => {
  expect(await applyFilters([{ program: "sh", args: ["-c", "id"] }], pods)).toMatchObject({ ok: false });
  expect(await applyFilters([{ program: "__proto__", args: [] }], pods)).toMatchObject({ ok: false });
});

test("a pattern that makes backtracking engines explode is matched in passing", async () => {
  const line = `${"a".repeat(50_000)}!`;
  expect(await through("grep -E '^(a+)+$'", line)).toEqual([]);
  expect(await through("awk '/^(a|a)*$/'", line)).toEqual([]);
});

test("a string that doubles for every line is stopped", async () => {
  const lines = "x\n".repeat(100);
  expect((await through("awk 'BEGIN {s = \"x\"} {s = s s} END {print length(s)}'", lines))[0]).toContain(
    "grew too long",
  );
});

test("a stream says when nothing more can come out", () => {
  const out: string[] = [];
  const running = startFilters(filtersOf("grep 5 | head -2"), (line) => out.push(line));
  let read = 0;
  while (!running.isDone()) running.push(`line ${++read}`);
  expect(out).toEqual(["line 5", "line 15"]);
  expect(read).toBe(15);
});

test.each([
  "sort",
  "sort -u",
  "column -t",
  "tail -n 99999999",
  "head -n -99999999",
  "grep -B 9999 y",
  "sort | head -n 30000",
  "jq .",
])("`%s` refuses to hold more than its limit, and says what to do", (pipe) => {
  const running = startFilters(filtersOf(pipe), () => undefined);
  const length = pipe.startsWith("grep") ? 1_000_000 : 999_984;
  const push = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) running.push(String(at).padStart(length, "x"));
  };
  expect(() => push(0, 32)).not.toThrow();
  expect(() => push(32, 33)).toThrow(/hold.* 32 MB of lines at most/);
});

test.each([
  ["sort | uniq -c | tr -d x", ["     50 1:a", "     50 2:b"]],
  ["sort -rn -t: -k1.999983,1 | uniq -c | tr -d x", ["     50 2:b", "     50 1:a"]],
  ["sort -t: -k2,2r | uniq -c | tr -d x", ["     50 2:b", "     50 1:a"]],
  ["sort -s -k2,2 -t: | uniq -c | tr -d x", ["     50 1:a", "     50 2:b"]],
  ["sort -u | tr -d x", ["1:a", "2:b"]],
])("`%s` takes 100 MB of lines of few values", async (pipe, expected) => {
  const out: string[] = [];
  const running = startFilters(filtersOf(pipe), (line) => out.push(line));
  for (let at = 0; at < 50; at += 1) for (const end of ["2:b", "1:a"]) running.push(end.padStart(999_984, "x"));
  await running.end();
  expect(out).toEqual(expected);
});

const byNumber = (line: string) => Number.parseInt(line, 10);
const plainSorts: readonly (readonly [string, (line: string) => readonly (string | number)[]])[] = [
  ["sort", (line) => [line]],
  ["sort -r", (line) => [line]],
  ["sort -n", (line) => [byNumber(line)]],
  ["sort -n -r", (line) => [byNumber(line)]],
  ["sort -h", (line) => [byNumber(line)]],
  ["sort -u", (line) => [line]],
  ["sort -n -u", (line) => [byNumber(line)]],
  ["sort -s -n -r", (line) => [byNumber(line)]],
  ["sort -f -u", (line) => [line.toUpperCase()]],
  ["sort -t: -k2,2", (line) => [line.split(":")[1]!]],
  ["sort -t: -k2,2 -u", (line) => [line.split(":")[1]!]],
  ["sort -t: -k2,2 -s", (line) => [line.split(":")[1]!]],
  ["sort -t: -k2,2 -k1,1nr -s", (line) => [line.split(":")[1]!, -byNumber(line)]],
  ["sort -t: -k2,2f -k1,1n -u", (line) => [line.split(":")[1]!.toUpperCase(), byNumber(line)]],
];

test.each(plainSorts)("`%s` gives what sorting every single line gives", async (pipe, keysOf) => {
  const down = pipe.includes("-r") ? -1 : 1;
  const compare = (a: string | number, b: string | number) => (a < b ? -down : a > b ? down : 0);
  const byKeys = (a: string, b: string) =>
    keysOf(a).reduce<number>((order, key, at) => order || compare(key, keysOf(b)[at]!), 0);
  const isPlain = !/-[su]/.test(pipe);
  const line = fc.tuple(fc.nat(4), fc.constantFrom("a", "B", "b", "A")).map(([number, word]) => `${number}:${word}`);
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
      const sorted = lines.toSorted((a, b) => byKeys(a, b) || (isPlain ? compare(a, b) : 0));
      const expected = pipe.includes("-u")
        ? sorted.filter((one, at) => at === 0 || byKeys(sorted[at - 1]!, one))
        : sorted;
      expect(await through(pipe, lines.map((one) => `${one}\n`).join(""))).toEqual(expected);
    }),
  );
});

test.each([
  "sort -k2 | head",
  "sort -rn | head -3",
  "sort -u | head -n 5",
  "sort -s -k1,1 | head -4",
  "sort | head -c 20",
])("`%s` gives the first lines of the whole order, however many come", async (pipe) => {
  const line = fc.tuple(fc.nat(40), fc.constantFrom("a", "b", "C")).map(([number, word]) => `${number} ${word}`);
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1_000, maxLength: 2_500 }), async (lines) => {
      const text = lines.map((one) => `${one}\n`).join("");
      const [first, second] = pipe.split(" | ") as [string, string];
      const sorted = await applyFilters(filtersOf(first), text);
      const expected = await applyFilters(filtersOf(second), sorted.ok ? sorted.text : "");
      expect(await applyFilters(filtersOf(pipe), text)).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

test("the first lines of any number are sorted without holding the others", async () => {
  const out: string[] = [];
  const running = startFilters(filtersOf("sort -n | head -2"), (line) => out.push(line));
  const rest = " x".repeat(5_000);
  for (let at = 20_000; at > 0; at -= 1) running.push(`${at}${rest}`);
  await running.end();
  expect(out.map((line) => line.slice(0, 3))).toEqual(["1 x", "2 x"]);
});

test("streamed and whole texts come out the same", async () => {
  const pipes = [
    "grep -v Running",
    "sort -k4 -n | tail -2",
    "awk '{print $1}' | uniq -c",
    "tr -s ' ' | cut -d' ' -f2",
    "grep -A1 web | head -3",
  ];
  const text = fc.array(fc.constantFrom(...pods.split("\n")), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...pipes), async (lines, pipe) => {
      const streamed: string[] = [];
      const running = startFilters(filtersOf(pipe), (line) => streamed.push(line));
      for (const line of lines) running.push(line);
      await running.end();
      const whole = await applyFilters(filtersOf(pipe), lines.map((line) => `${line}\n`).join(""));
      expect(whole).toEqual({ ok: true, text: streamed.map((line) => `${line}\n`).join("") });
    }),
    { numRuns: 200 },
  );
});

test("any words behind a program are refused or filter, and never throw", async () => {
  const program = fc.constantFrom("grep", "egrep", "awk", "sort", "cut", "tr", "head", "tail", "uniq", "wc", "column");
  const words = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("-n", "-k2", "-v", "-d", "-c", "{print $1}", "-E", "1,3", "a-z")),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(program, words, fc.string(), async (name, args, text) => {
      await applyFilters([{ program: name, args }], text);
    }),
    { numRuns: 3000 },
  );
});
