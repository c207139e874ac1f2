import type { Row } from "./cases.ts";

/** Notes of a runtime of its own housekeeping. */
export const ordinaryHousekeeping: readonly Row[] = [
  {
    code: "log-errors-ordinary",
    name: "collections of garbage",
    question: 'catalog log is full of "GC (Allocation Failure)". Are we out of memory?',
    outputs: [
      [
        "kubectl logs catalog-7b89d9f5cc-2tqgk -n shop --tail=12",
        `2025-06-18T08:20:00Z [GC (Allocation Failure) [PSYoungGen: 65536K->10720K(76288K)] 90536K->35736K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:05Z [GC (Allocation Failure) [PSYoungGen: 65536K->10721K(76288K)] 90536K->35739K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:10Z [GC (Allocation Failure) [PSYoungGen: 65536K->10722K(76288K)] 90536K->35742K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:15Z [GC (Allocation Failure) [PSYoungGen: 65536K->10723K(76288K)] 90536K->35745K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:20Z [GC (Allocation Failure) [PSYoungGen: 65536K->10724K(76288K)] 90536K->35748K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:25Z [GC (Allocation Failure) [PSYoungGen: 65536K->10725K(76288K)] 90536K->35751K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:30Z [GC (Allocation Failure) [PSYoungGen: 65536K->10726K(76288K)] 90536K->35754K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:35Z [GC (Allocation Failure) [PSYoungGen: 65536K->10727K(76288K)] 90536K->35757K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:40Z [GC (Allocation Failure) [PSYoungGen: 65536K->10728K(76288K)] 90536K->35760K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:45Z [GC (Allocation Failure) [PSYoungGen: 65536K->10729K(76288K)] 90536K->35763K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:50Z [GC (Allocation Failure) [PSYoungGen: 65536K->10730K(76288K)] 90536K->35766K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
2025-06-18T08:20:55Z [GC (Allocation Failure) [PSYoungGen: 65536K->10731K(76288K)] 90536K->35769K(251392K), 0.0112 secs] [Times: user=0.02 sys=0.00, real=0.01 secs]
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
catalog-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
    says: /the heap falls back/,
  },
  {
    code: "log-errors-ordinary",
    name: "collections in the unified format",
    question: "app pricing prints Allocation Failure / GC pauses again and again, memory leak?",
    outputs: [
      [
        "kubectl logs pricing-7b89d9f5cc-2tqgk -n shop --tail=12",
        `[0.1s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 812M->300M(1024M) 12.345ms
[10.1s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 812M->301M(1024M) 12.345ms
[20.1s][info][gc] GC(2) Pause Young (Normal) (G1 Evacuation Pause) 812M->302M(1024M) 12.345ms
[30.1s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 812M->303M(1024M) 12.345ms
[40.1s][info][gc] GC(4) Pause Young (Normal) (G1 Evacuation Pause) 812M->304M(1024M) 12.345ms
[99.2s][info][gc] GC(11) Pause Young (Allocation Failure) 800M->310M(1024M) 9.1ms
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
pricing-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
    says: /the heap falls back/,
  },
  {
    code: "log-errors-ordinary",
    name: "collections that free nothing",
    question: 'catalog log is full of "GC (Allocation Failure)". Are we out of memory?',
    outputs: [
      [
        "kubectl logs catalog-7b89d9f5cc-2tqgk -n shop --tail=12",
        `2025-06-18T08:20:00Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249900K(251392K), 1.0112 secs]
2025-06-18T08:20:05Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249901K(251392K), 1.0112 secs]
2025-06-18T08:20:10Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249902K(251392K), 1.0112 secs]
2025-06-18T08:20:15Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249903K(251392K), 1.0112 secs]
2025-06-18T08:20:20Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249904K(251392K), 1.0112 secs]
2025-06-18T08:20:25Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249905K(251392K), 1.0112 secs]
2025-06-18T08:20:30Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249906K(251392K), 1.0112 secs]
2025-06-18T08:20:35Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249907K(251392K), 1.0112 secs]
2025-06-18T08:20:40Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249908K(251392K), 1.0112 secs]
2025-06-18T08:20:45Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249909K(251392K), 1.0112 secs]
2025-06-18T08:20:50Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249910K(251392K), 1.0112 secs]
2025-06-18T08:20:55Z [Full GC (Allocation Failure) [PSYoungGen: 0K->0K(76288K)] [ParOldGen: 174000K->173900K(175104K)] 250000K->249911K(251392K), 1.0112 secs]
`,
      ],
      [
        "kubectl get pods -n shop",
        `NAME   READY   STATUS   RESTARTS   AGE
catalog-7b89d9f5cc-2tqgk   1/1   Running   0   9d
`,
      ],
    ],
  },
];
