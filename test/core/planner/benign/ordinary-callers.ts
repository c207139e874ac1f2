import type { Row } from "./cases.ts";
import { at, log, pods, times } from "./printed-logs.ts";

const code = "log-errors-ordinary";

const till = "till-6c5d4b7f8c-x2v9q";
const tillPods = pods("shop", `${till} 1/1 Running 0 6d`);
const paid = "% INFO  c.a.PaymentService : payment captured amount=12.90";
const declined =
  "% ERROR c.a.PaymentService : payment rejected by issuer: INSUFFICIENT_FUNDS (card declined) status=402";
const providerDown = "% ERROR c.a.PaymentService : payment failed: java.net.SocketTimeoutException: timeout";

/** Refusals of callers: cards that are declined, requests that are not valid, paths that nobody serves. */
export const ordinaryCallers: readonly Row[] = [
  {
    code,
    name: "an alert that counts lines, in parentheses",
    question: `Error share of ${till} above 8% (alert on logs: count of level=error in shop). What broke tonight?`,
    outputs: [log(till, "shop", at("00:05:00", 20, times(6, paid, paid, paid, paid, declined))), tillPods],
    says: /6 alarming lines .* are harmless: 6 × refusals of a customer's card/,
  },
  {
    code,
    name: "an alert that counts lines, of a provider that is down",
    question: `Error share of ${till} above 8% (alert on logs: count of level=error in shop). What broke tonight?`,
    outputs: [log(till, "shop", at("00:05:00", 20, times(6, paid, paid, paid, paid, providerDown))), tillPods],
  },
  {
    code,
    name: "declined cards beside many that are paid",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [log(till, "shop", at("08:00:00", 3, times(12, paid, paid, declined, paid))), tillPods],
    says: /12 × refusals of a customer's card.*36 × .*payment captured/,
  },
  {
    code,
    name: "declined cards, and timeouts of the provider at the end",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(12, paid, paid, declined, paid)),
        ...at("08:03:00", 3, times(6, paid, providerDown)),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "since a moment all cards are declined",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(20, paid, paid, declined, paid)),
        ...at("08:05:00", 3, times(40, declined)),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "declines that are many times of what they were, and still fewer than what is paid",
    question: "Alert ErrorLogRateHigh for till in shop: is the bank's API down?",
    outputs: [
      log(till, "shop", [...at("08:00:00", 3, times(60, paid)), ...at("08:05:00", 3, times(12, declined, paid))]),
      tillPods,
    ],
  },
  {
    code,
    name: "only what was grepped for, and nowhere what goes well",
    question: "till in shop: 'card declined' errors all over its log. Is it broken?",
    outputs: [
      [`kubectl logs ${till} -n shop | grep ERROR`, `${at("08:00:00", 3, times(5, declined)).join("\n")}\n`],
      tillPods,
    ],
  },
  {
    code,
    name: "a path that was there before the release",
    question: "till in shop: 404 errors in its log, ok or not?",
    outputs: [
      log(till, "shop", [
        ...at("08:00:00", 3, times(8, '% INFO "GET /v1/items HTTP/1.1" 200 1')),
        ...at("08:05:00", 3, times(6, '% WARN "GET /v1/items HTTP/1.1" 404 1', ...times(2, paid))),
      ]),
      tillPods,
    ],
  },
  {
    code,
    name: "declined cards, and a pod that restarts",
    question: "Alert ErrorLogRateHigh for till in shop: is something broken?",
    outputs: [
      log(till, "shop", at("08:00:00", 3, times(12, paid, paid, declined, paid))),
      pods("shop", `${till} 0/1 CrashLoopBackOff 14 6d`),
    ],
  },
  {
    code,
    name: "requests that were not valid, of callers",
    question: "till in shop logs MethodArgumentNotValidException all day. Is it broken?",
    outputs: [
      log(
        till,
        "shop",
        at(
          "09:00:00",
          5,
          times(
            8,
            "% INFO  c.a.Orders : order created id=1",
            "% WARN  o.s.w.s.m.s.DefaultHandlerExceptionResolver : Resolved [org.springframework.web.bind.MethodArgumentNotValidException: Validation failed for argument [0]]",
            "% INFO  c.a.Orders : order created id=2",
          ),
        ),
      ),
      tillPods,
    ],
    says: /8 × requests of callers that were not valid/,
  },
  {
    code,
    name: "a call of its own is refused with 401",
    question: "till in shop logs errors all day. Is it broken?",
    outputs: [
      log(
        till,
        "shop",
        at(
          "09:00:00",
          5,
          times(
            8,
            "% INFO  c.a.Orders : order created id=1",
            "% ERROR c.a.Stock : call to stock-api failed: Request failed with status code 401",
            "% INFO  c.a.Orders : order created id=2",
          ),
        ),
      ),
      tillPods,
    ],
  },
];
