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
  {
    code,
    name: "declined cards, asked in passing",
    question: "checkout-pay spits out errors like crazy, customers lose money?",
    outputs: [
      [
        "kubectl logs deploy/checkout-pay -n shop --tail=40",
        `2025-06-18T08:20:00Z INFO  payment captured order=1000 amount=12.00 provider=adyen
2025-06-18T08:20:05Z INFO  payment captured order=1001 amount=12.01 provider=adyen
2025-06-18T08:20:10Z INFO  payment captured order=1002 amount=12.02 provider=adyen
2025-06-18T08:20:15Z INFO  payment captured order=1003 amount=12.03 provider=adyen
2025-06-18T08:20:20Z ERROR card declined: insufficient_funds order=1004 provider=adyen
2025-06-18T08:20:25Z INFO  payment captured order=1005 amount=12.05 provider=adyen
2025-06-18T08:20:30Z INFO  payment captured order=1006 amount=12.06 provider=adyen
2025-06-18T08:20:35Z INFO  payment captured order=1007 amount=12.07 provider=adyen
2025-06-18T08:20:40Z INFO  payment captured order=1008 amount=12.08 provider=adyen
2025-06-18T08:20:45Z INFO  payment captured order=1009 amount=12.09 provider=adyen
2025-06-18T08:20:50Z INFO  payment captured order=1010 amount=12.10 provider=adyen
2025-06-18T08:20:55Z INFO  payment captured order=1011 amount=12.11 provider=adyen
2025-06-18T08:21:00Z INFO  payment captured order=1012 amount=12.12 provider=adyen
2025-06-18T08:21:05Z ERROR card declined: insufficient_funds order=1013 provider=adyen
2025-06-18T08:21:10Z INFO  payment captured order=1014 amount=12.14 provider=adyen
2025-06-18T08:21:15Z INFO  payment captured order=1015 amount=12.15 provider=adyen
2025-06-18T08:21:20Z INFO  payment captured order=1016 amount=12.16 provider=adyen
2025-06-18T08:21:25Z INFO  payment captured order=1017 amount=12.17 provider=adyen
2025-06-18T08:21:30Z INFO  payment captured order=1018 amount=12.18 provider=adyen
2025-06-18T08:21:35Z INFO  payment captured order=1019 amount=12.19 provider=adyen
2025-06-18T08:21:40Z INFO  payment captured order=1020 amount=12.20 provider=adyen
2025-06-18T08:21:45Z INFO  payment captured order=1021 amount=12.21 provider=adyen
2025-06-18T08:21:50Z ERROR card declined: insufficient_funds order=1022 provider=adyen
2025-06-18T08:21:55Z INFO  payment captured order=1023 amount=12.23 provider=adyen
2025-06-18T08:22:00Z INFO  payment captured order=1024 amount=12.24 provider=adyen
2025-06-18T08:22:05Z INFO  payment captured order=1025 amount=12.25 provider=adyen
2025-06-18T08:22:10Z INFO  payment captured order=1026 amount=12.26 provider=adyen
2025-06-18T08:22:15Z INFO  payment captured order=1027 amount=12.27 provider=adyen
2025-06-18T08:22:20Z INFO  payment captured order=1028 amount=12.28 provider=adyen
2025-06-18T08:22:25Z INFO  payment captured order=1029 amount=12.29 provider=adyen
2025-06-18T08:22:30Z INFO  payment captured order=1030 amount=12.30 provider=adyen
2025-06-18T08:22:35Z ERROR card declined: insufficient_funds order=1031 provider=adyen
2025-06-18T08:22:40Z INFO  payment captured order=1032 amount=12.32 provider=adyen
2025-06-18T08:22:45Z INFO  payment captured order=1033 amount=12.33 provider=adyen
2025-06-18T08:22:50Z INFO  payment captured order=1034 amount=12.34 provider=adyen
2025-06-18T08:22:55Z INFO  payment captured order=1035 amount=12.35 provider=adyen
2025-06-18T08:23:00Z INFO  payment captured order=1036 amount=12.36 provider=adyen
2025-06-18T08:23:05Z INFO  payment captured order=1037 amount=12.37 provider=adyen
2025-06-18T08:23:10Z INFO  payment captured order=1038 amount=12.38 provider=adyen
2025-06-18T08:23:15Z INFO  payment captured order=1039 amount=12.39 provider=adyen
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
checkout-pay-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
    says: /refusals of a customer/,
  },
  {
    code,
    name: "declined cards, and then timeouts",
    question: "many ERR in checkout-pay, payments failing??",
    outputs: [
      [
        "kubectl logs deploy/checkout-pay -n shop --tail=40",
        `2025-06-18T08:20:00Z INFO  payment captured order=1000 amount=12.00 provider=adyen
2025-06-18T08:20:05Z INFO  payment captured order=1001 amount=12.01 provider=adyen
2025-06-18T08:20:10Z INFO  payment captured order=1002 amount=12.02 provider=adyen
2025-06-18T08:20:15Z INFO  payment captured order=1003 amount=12.03 provider=adyen
2025-06-18T08:20:20Z ERROR card declined: insufficient_funds order=1004 provider=adyen
2025-06-18T08:20:25Z INFO  payment captured order=1005 amount=12.05 provider=adyen
2025-06-18T08:20:30Z INFO  payment captured order=1006 amount=12.06 provider=adyen
2025-06-18T08:20:35Z INFO  payment captured order=1007 amount=12.07 provider=adyen
2025-06-18T08:20:40Z INFO  payment captured order=1008 amount=12.08 provider=adyen
2025-06-18T08:20:45Z INFO  payment captured order=1009 amount=12.09 provider=adyen
2025-06-18T08:20:50Z INFO  payment captured order=1010 amount=12.10 provider=adyen
2025-06-18T08:20:55Z INFO  payment captured order=1011 amount=12.11 provider=adyen
2025-06-18T08:21:00Z INFO  payment captured order=1012 amount=12.12 provider=adyen
2025-06-18T08:21:05Z ERROR card declined: insufficient_funds order=1013 provider=adyen
2025-06-18T08:21:10Z INFO  payment captured order=1014 amount=12.14 provider=adyen
2025-06-18T08:21:15Z INFO  payment captured order=1015 amount=12.15 provider=adyen
2025-06-18T08:21:20Z INFO  payment captured order=1016 amount=12.16 provider=adyen
2025-06-18T08:21:25Z INFO  payment captured order=1017 amount=12.17 provider=adyen
2025-06-18T08:21:30Z INFO  payment captured order=1018 amount=12.18 provider=adyen
2025-06-18T08:21:35Z INFO  payment captured order=1019 amount=12.19 provider=adyen
2025-06-18T08:21:40Z INFO  payment captured order=1020 amount=12.20 provider=adyen
2025-06-18T08:21:45Z INFO  payment captured order=1021 amount=12.21 provider=adyen
2025-06-18T08:21:50Z ERROR card declined: insufficient_funds order=1022 provider=adyen
2025-06-18T08:21:55Z INFO  payment captured order=1023 amount=12.23 provider=adyen
2025-06-18T08:22:00Z INFO  payment captured order=1024 amount=12.24 provider=adyen
2025-06-18T08:22:05Z ERROR payment provider adyen: request timed out after 10000 ms order=2000
2025-06-18T08:22:10Z ERROR payment provider adyen: request timed out after 10000 ms order=2001
2025-06-18T08:22:15Z ERROR payment provider adyen: request timed out after 10000 ms order=2002
2025-06-18T08:22:20Z ERROR payment provider adyen: request timed out after 10000 ms order=2003
2025-06-18T08:22:25Z ERROR payment provider adyen: request timed out after 10000 ms order=2004
2025-06-18T08:22:30Z ERROR payment provider adyen: request timed out after 10000 ms order=2005
2025-06-18T08:22:35Z ERROR payment provider adyen: request timed out after 10000 ms order=2006
2025-06-18T08:22:40Z ERROR payment provider adyen: request timed out after 10000 ms order=2007
2025-06-18T08:22:45Z ERROR payment provider adyen: request timed out after 10000 ms order=2008
2025-06-18T08:22:50Z ERROR payment provider adyen: request timed out after 10000 ms order=2009
2025-06-18T08:22:55Z ERROR payment provider adyen: request timed out after 10000 ms order=2010
2025-06-18T08:23:00Z ERROR payment provider adyen: request timed out after 10000 ms order=2011
2025-06-18T08:23:05Z ERROR payment provider adyen: request timed out after 10000 ms order=2012
2025-06-18T08:23:10Z ERROR payment provider adyen: request timed out after 10000 ms order=2013
2025-06-18T08:23:15Z ERROR payment provider adyen: request timed out after 10000 ms order=2014
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
checkout-pay-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
  },
];
