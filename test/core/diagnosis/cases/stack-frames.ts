import type { Case } from "../case.ts";

/** Exceptions whose message says nothing: the first frame of the program's own code says where. */
const ready: Case["outputs"][number] = [
  "get pods -n post",
  "NAME                       READY   STATUS    RESTARTS   AGE\nscales-6bb8f9d7c4-k8wvz    1/1     Running   0          3d\n",
];

const thrown = (name: string, lines: readonly string[], frame: RegExp, note = "uncaught-exception"): Case => ({
  name,
  outputs: [["logs scales-6bb8f9d7c4-k8wvz -n post", `${lines.join("\n")}\n`], ready],
  roots: [],
  notes: [note],
  says: frame,
});

export const stackFrameCases: readonly Case[] = [
  thrown(
    "an exception of .NET says where in the program it was thrown",
    [
      "fail: Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware[1]",
      "      An unhandled exception has occurred while executing the request.",
      "      System.NullReferenceException: Object reference not set to an instance of an object.",
      "         at System.Linq.Enumerable.Sum(IEnumerable`1 source)",
      "         at Post.Scales.Tariffs.ParcelWeigher.Weigh(Parcel parcel) in /src/Tariffs/ParcelWeigher.cs:line 63",
      "         at Post.Scales.Api.Get(String id) in /src/Api.cs:line 20",
    ],
    /an object\. at Post\.Scales\.Tariffs\.ParcelWeigher\.Weigh \(ParcelWeigher\.cs:63\)$/,
    "application-error",
  ),
  thrown(
    "an exception of Java, below frames of the runtime and of Spring",
    [
      "java.lang.NullPointerException: null",
      "\tat java.base/java.util.Objects.requireNonNull(Objects.java:209)",
      "\tat org.springframework.web.Filter.run(Filter.java:12)",
      "\tat com.post.scales.ParcelWeigher.weigh(ParcelWeigher.java:63)",
    ],
    /NullPointerException: null, at com\.post\.scales\.ParcelWeigher\.weigh \(ParcelWeigher\.java:63\)\./,
  ),
  thrown(
    "an exception of Python, whose innermost call stands last",
    [
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 4, in serve',
      "    weigh(parcel)",
      '  File "/app/scales/parcel_weigher.py", line 63, in weigh',
      "    return table[kind]",
      '  File "/usr/local/lib/python3.12/site-packages/pandas/frame.py", line 9, in get',
      "    raise KeyError(key)",
      "KeyError: 'kind-7'",
    ],
    /KeyError: 'kind-7', at weigh \(parcel_weigher\.py:63\)/,
  ),
  thrown(
    "an exception of Node",
    [
      "TypeError: Cannot read properties of undefined (reading 'grams')",
      "    at Array.map (<anonymous>)",
      "    at /app/node_modules/express/lib/router/layer.js:95:5",
      "    at ParcelWeigher.weigh (/app/src/parcel-weigher.js:63:12)",
      "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    ],
    /reading 'grams'\), at ParcelWeigher\.weigh \(parcel-weigher\.js:63\)/,
  ),
  thrown(
    "a panic of Go, below frames of the runtime",
    [
      "panic: runtime error: index out of range [3] with length 3",
      "",
      "goroutine 1 [running]:",
      "runtime.gopanic({0x1, 0x2})",
      "\t/usr/local/go/src/runtime/panic.go:770 +0x124",
      "github.com/post/scales/tariffs.(*Weigher).Weigh(0x0, {0x14, 0x3})",
      "\t/app/tariffs/weigher.go:63 +0x1d",
    ],
    /with length 3, at tariffs\.\(\*Weigher\)\.Weigh \(weigher\.go:63\)/,
  ),
  thrown(
    "an exception of Ruby",
    [
      "E, [2026-03-03T09:14:31.123 #7] ERROR -- : NoMethodError (undefined method `grams' for nil):",
      "/usr/local/bundle/gems/rack-3.1/lib/rack.rb:3:in `fetch'",
      "app/models/parcel_weigher.rb:63:in `weigh'",
    ],
    /for nil\) at weigh \(parcel_weigher\.rb:63\)$/,
    "application-error",
  ),
  thrown(
    "an exception of PHP",
    [
      "PHP Fatal error:  Uncaught TypeError: Unsupported operand types",
      "Stack trace:",
      "#0 /app/vendor/laravel/pipe.php(12): run()",
      "#1 /app/src/ParcelWeigher.php(63): Post\\Table->grams()",
      "#2 {main}",
    ],
    /operand types, at Post\\Table->grams \(ParcelWeigher\.php:63\)/,
  ),
  thrown(
    "a trace within a line of JSON",
    [
      JSON.stringify({
        level: "error",
        msg: "request failed",
        err: {
          message: "Cannot read properties of undefined (reading 'grams')",
          stack:
            "TypeError: Cannot read properties of undefined (reading 'grams')\n    at run (/app/node_modules/a/b.js:1:2)\n    at ParcelWeigher.weigh (/app/src/parcel-weigher.js:63:12)",
        },
      }),
    ],
    /reading 'grams'\) at ParcelWeigher\.weigh \(parcel-weigher\.js:63\)$/,
    "application-error",
  ),
  thrown(
    "near miss: a trace that lies in libraries alone names no place",
    [
      "java.lang.NullPointerException: null",
      "\tat java.base/java.util.Objects.requireNonNull(Objects.java:209)",
      "2026-03-03T09:14:32Z INFO served",
      "\tat com.post.scales.Other.run(Other.java:1)",
    ],
    /ends with NullPointerException: null\.$/,
  ),
  thrown(
    "near miss: a message that tells what is wrong needs no place",
    [
      "java.lang.RateTableException: rate 7 lies above the highest",
      "\tat com.post.scales.Weigher.weigh(Weigher.java:63)",
    ],
    /ends with RateTableException: rate 7 lies above the highest\.$/,
  ),
];
