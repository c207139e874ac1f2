import type { Case } from "../case.ts";
import { crashed, describedPod, podName } from "../printed.ts";

const crashing: Case["outputs"][number] = [
  `describe pod ${podName} -n shop`,
  describedPod({ status: "Running", state: crashed("Error", 1), restarts: 5 }),
];

/** Logs of a container that crashes, of a kind that no rule knows, with what has to be quoted of them. */
const reasons: readonly (readonly [name: string, log: readonly string[], says: RegExp])[] = [
  [
    "the reason, not the closing remark that is an error as well",
    [
      "2026-03-17 14:31:02,101 INFO  Loading layout from /etc/loom/warp.layout",
      "2026-03-17 14:31:02,140 ERROR Heddle count 12 differs from the 16 that warp.layout declares",
      "2026-03-17 14:31:02,150 ERROR Loom did not exit normally - check the logs at /var/log/loom",
      "2026-03-17 14:31:02,151 INFO  bye",
    ],
    /Heddle count 12 differs from the 16/,
  ],
  [
    "what a line without a level names as not fitting, before 'Exiting'",
    ["=> Booting loom", "A shuttle is already threaded (bobbin 4, file /loom/shuttle.state).", "Exiting"],
    /already threaded \(bobbin 4, file \/loom\/shuttle.state\)/,
  ],
  [
    "a warning that names the reason beside an error that only says that it failed",
    [
      'time=2026-03-17T14:31:02Z level=warn msg="pattern 7 requires a dobby of version 3 or newer"',
      'time=2026-03-17T14:31:02Z level=error msg="initialization failed"',
    ],
    /pattern 7 requires a dobby of version 3/,
  ],
  [
    "the text within a term of Erlang, not the term",
    [
      "2026-03-17 14:31:02.114+00:00 [error] <0.209.0> {{shutdown,",
      "2026-03-17 14:31:02.114+00:00 [error] <0.209.0>     {failed_to_start_child,weft,",
      '2026-03-17 14:31:02.114+00:00 [error] <0.209.0>         {"Spool /var/lib/loom/spool must be wound clockwise",',
      '2026-03-17 14:31:02.114+00:00 [error] <0.209.0>          [{weft,init,1,[{file,"weft.erl"},{line,29}]},',
      "2026-03-17 14:31:02.115+00:00 [error] <0.209.0> BOOT FAILED",
    ],
    /Spool \/var\/lib\/loom\/spool must be wound clockwise/,
  ],
  [
    "a sentence over several lines in full",
    [
      "Error: The draft '/loom/drafts/twill.wif'",
      "was woven for another loom using",
      "TREADLE_ORDER 8. This loom requires",
      "TREADLE_ORDER 6. Please weave it anew.",
      "    at Object.open (/loom/draft.js:19:8)",
    ],
    /twill.wif' was woven for another loom using TREADLE_ORDER 8. This loom requires TREADLE_ORDER 6/,
  ],
  [
    "the error that JSON keeps beside a message that says nothing",
    [
      '{"level":"error","ts":1,"msg":"boot aborted","error.message":"Reed [pearl-9] was built for loom 8.1 but loom 8.4 is running","stack":"x"}',
      "ERROR: loom died, with exit code 1",
    ],
    /Reed \[pearl-9\] was built for loom 8.1 but loom 8.4 is running/,
  ],
  [
    "the part of a long line that names the reason",
    [
      `ERROR ${"the loom looked at its parts one after the other. ".repeat(12)}selvedge setting is too low, raise it to [40].`,
      "ERROR loom exited unexpectedly",
    ],
    /selvedge setting is too low, raise it to \[40\]/,
  ],
  [
    "what stands below a line that ends with a colon",
    [
      "APPLICATION FAILED TO START",
      "",
      "The parts of this loom form a cycle:",
      "",
      "   shuttle needs bobbin, bobbin needs shuttle",
    ],
    /form a cycle: shuttle needs bobbin/,
  ],
  [
    "what is wrong, not an optional thing that is off",
    [
      "WARN [loom] LOOM_METRICS_ADDR not set, metrics disabled",
      "ERROR [loom] the shed must be open at pick 3",
      "WARN [loom] colour printing is not supported on this console, falling back to black",
    ],
    /the shed must be open at pick 3/,
  ],
];

export const logReasonCases: readonly Case[] = reasons.map(([name, log, says]) => ({
  name,
  outputs: [crashing, [`logs ${podName} -n shop --previous`, `${log.join("\n")}\n`]],
  roots: ["application-error"],
  symptoms: ["crash-loop"],
  says,
}));
