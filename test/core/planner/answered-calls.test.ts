import { expect, test } from "vitest";
import { replyTo } from "../../../src/core/planner/reply.ts";
import { type Output, pasted } from "./situations.ts";

/** Somebody says that calls fail, and the logs of the place tell how each was answered. */

const pods = (status: string): Output => [
  "kubectl get pods -n museum",
  `NAME                          READY   STATUS             RESTARTS   AGE
site-6d9f676d48-x7k2p         1/1     Running            0          9d
guide-7b5bnpntns-fww29        ${status}   0          9d
`,
];
const well = "1/1     Running         ";

const call = (path: string, status: number, from = "82.20.64.9") =>
  `10.52.1.2 - - [14/Jun/2025:11:02:52 +0000] "GET ${path} HTTP/1.1" ${status} 157 "-" "Mozilla/5.0" "${from}"\n`;
const good = Array.from({ length: 24 }, (_, at) => call(`/rooms/${at}`, 200)).join("");
const scanner = "45.148.10.77";
const scans = [call("/wp-login.php", 404, scanner), call("/.env", 404, scanner), call("/", 405, scanner)].join("");
const log = (lines: string): Output => ["kubectl logs deploy/site -n museum --tail=90", lines];

const verdict = (
  outputs: readonly Output[],
  asked = "Our dashboard shows a bump of non-2xx for the museum site. What fails?",
) => replyTo(pasted(asked, outputs)).conclusion.verdict;

test("refusals that callers bring about are no failure", () => {
  const reply = replyTo(
    pasted("Our dashboard shows a bump of non-2xx for the museum site. What fails?", [
      pods(well),
      log(`${good}${scans}${call("/me", 401)}${call("/me", 401)}${call("/rooms/1", 429)}${call("/favicon.ico", 404)}`),
    ]),
  );
  expect(reply.conclusion.verdict).toBe("healthy");
  expect(reply.text).toMatch(
    /^Nothing is wrong with how calls are answered: of 31 answers in the logs of site 24 are good/,
  );
  expect(reply.text).toContain("401 ×2 (/me)");
});

test.each<[string, readonly Output[]]>([
  ["an answer with 5xx", [pods(well), log(`${good}${scans}${call("/rooms/7", 502)}`)]],
  ["404 of a path that nobody scans for", [pods(well), log(`${good}${scans}${call("/shop/posters", 404)}`)]],
  [
    "one kind of refusal for many",
    [pods(well), log(`${good}${Array.from({ length: 9 }, () => call("/me", 401)).join("")}`)],
  ],
  ["too few answers to tell", [pods(well), log(`${good.split("\n").slice(0, 9).join("\n")}\n${scans}`)]],
  ["answers to probes alone", [pods(well), log(Array.from({ length: 30 }, () => call("/healthz", 200)).join(""))]],
  ["a pod that fails beside it", [pods("0/1     CrashLoopBackOff"), log(`${good}${scans}`)]],
])("nothing is called well with %s", (_, outputs) => {
  expect(verdict(outputs)).not.toBe("healthy");
});

test("Envoy's flags tell whose fault a call was", () => {
  const flagged = (flags: string) =>
    `[2025-05-08T18:20:31.805Z] "GET /rooms/3 HTTP/2" ${flags} - "-" 0 60 13 - "86.65.32.98" "Mozilla/5.0"\n`;
  expect(verdict([pods(well), log(`${good}${flagged("0 DC downstream_remote_disconnect")}`)])).toBe("healthy");
  expect(verdict([pods(well), log(`${good}${flagged("503 UF upstream_reset_before_response_started")}`)])).not.toBe(
    "healthy",
  );
});

const wait = (end: string): readonly Output[] => [
  [
    "kubectl get pods -n ferry",
    "NAME                       READY   STATUS    RESTARTS   AGE\nbooking-2w2m8pmqct-l2b6n   1/1     Running   0          41m\n",
  ],
  [
    "kubectl logs booking-2w2m8pmqct-l2b6n -n ferry -c wait-for-db",
    `${Array.from({ length: 5 }, (_, at) => `booking-db (10.110.4.90:5432) open: Connection refused, retry ${at + 1}/60\n`).join("")}${end}`,
  ],
];

test("what a container waited for is there when it says so at its end, and once only", () => {
  const asked = 'The booking pod in ferry logs "connection refused" to the database. Why can it not reach Postgres?';
  const there = "database reachable, starting application\n";
  expect(verdict(wait(there), asked)).toBe("healthy");
  expect(verdict(wait(""), asked)).not.toBe("healthy");
  const [listed, log] = wait(there);
  expect(verdict([listed!, [log![0], log![1].repeat(3)]], asked)).not.toBe("healthy");
});

test("which pods have a problem is answered by that none has, however often they restarted long ago", () => {
  const listed = (since: string): Output => [
    "kubectl get pods -A",
    `NAMESPACE     NAME          READY   STATUS    RESTARTS        AGE
kube-system   etcd-cp1      1/1     Running   14 (${since} ago)   2y88d
museum        site-0        1/1     Running   0               9d
`,
  ];
  const asked = "I took over this cluster today. Look at the pod list and tell me which pods have a problem.";
  expect(verdict([listed("112d")], asked)).toBe("healthy");
  expect(verdict([listed("4m")], asked)).not.toBe("healthy");
});

test("a status that people tell of and no log holds is not of these calls", () => {
  const asked = "The museum site answers 404 for everybody. What fails?";
  expect(verdict([pods(well), log(good)], asked)).not.toBe("healthy");
  expect(verdict([pods(well), log(good)], "The museum site answers with errors, they say. What fails?")).toBe(
    "healthy",
  );
});

test("a client that is told to bring a token, and brings it, was not refused", () => {
  const pull = (name: string, status = 200) => [
    call(`/v2/${name}/manifests/1`, 401),
    call("/token", 200),
    call(`/v2/${name}/manifests/1`, status),
  ];
  const asked = "Could you look through the log of site and tell me if pulls work? I see 401s in there.";
  const told = (lines: readonly string[]) => verdict([pods(well), log(lines.join(""))], asked);
  expect(told(["a", "b", "c", "d"].flatMap((one) => pull(one)))).toBe("healthy");
  expect(told([...["a", "b", "c"].flatMap((one) => pull(one)), ...pull("d", 401)])).not.toBe("healthy");
});
