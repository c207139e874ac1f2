import type { Row } from "./cases.ts";

const code = "log-errors-ordinary";

/** What databases write of the probes that ask whether they are there. */
export const ordinaryProbes: readonly Row[] = [
  {
    code,
    name: "a probe without a user",
    question: "wiki-db floods its log with role root does not exist, is someone attacking?",
    outputs: [
      [
        "kubectl logs wiki-db-0 -n wiki",
        `2025-06-18 08:20:00.018 UTC [900] FATAL:  role "root" does not exist
2025-06-18 08:20:15.018 UTC [901] FATAL:  role "root" does not exist
2025-06-18 08:20:30.018 UTC [991] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:20:45.018 UTC [902] FATAL:  role "root" does not exist
2025-06-18 08:21:00.018 UTC [903] FATAL:  role "root" does not exist
2025-06-18 08:21:15.018 UTC [904] FATAL:  role "root" does not exist
2025-06-18 08:21:30.018 UTC [994] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:21:45.018 UTC [905] FATAL:  role "root" does not exist
2025-06-18 08:22:00.018 UTC [906] FATAL:  role "root" does not exist
2025-06-18 08:22:15.018 UTC [907] FATAL:  role "root" does not exist
2025-06-18 08:22:30.018 UTC [997] LOG:  checkpoint complete: wrote 12 buffers
`,
      ],
      [
        "kubectl describe pod wiki-db-0 -n wiki",
        `Name:             wiki-db-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          postgres:15
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [pg_isready] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
    says: /calls of a probe that names no user/,
  },
  {
    code,
    name: "a role of the application is missing",
    question: "wiki-db: FATAL role app does not exist, broken?",
    outputs: [
      [
        "kubectl logs wiki-db-0 -n wiki",
        `2025-06-18 08:20:00.018 UTC [900] FATAL:  role "wikiapp" does not exist
2025-06-18 08:20:15.018 UTC [901] FATAL:  role "wikiapp" does not exist
2025-06-18 08:20:30.018 UTC [991] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:20:45.018 UTC [902] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:00.018 UTC [903] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:15.018 UTC [904] FATAL:  role "wikiapp" does not exist
2025-06-18 08:21:30.018 UTC [994] LOG:  checkpoint complete: wrote 12 buffers
2025-06-18 08:21:45.018 UTC [905] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:00.018 UTC [906] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:15.018 UTC [907] FATAL:  role "wikiapp" does not exist
2025-06-18 08:22:30.018 UTC [997] LOG:  checkpoint complete: wrote 12 buffers
`,
      ],
      [
        "kubectl describe pod wiki-db-0 -n wiki",
        `Name:             wiki-db-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          postgres:15
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [pg_isready] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
  },
  {
    code,
    name: "a probe without a password",
    question:
      "mysql of crm logs Access denied for user 'root'@'localhost' (using password: NO) all the time. brute force?",
    outputs: [
      [
        "kubectl logs crm-mysql-0 -n wiki",
        `2025-06-18T08:20:00Z 0 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:10Z 1 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:20Z 2 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:30Z 3 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:40Z 4 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:20:50Z 5 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:21:00Z 6 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
2025-06-18T08:21:10Z 7 [Note] [MY-010926] [Server] Access denied for user 'root'@'localhost' (using password: NO)
`,
      ],
      [
        "kubectl describe pod crm-mysql-0 -n wiki",
        `Name:             crm-mysql-0
Namespace:        wiki
Status:           Running
Containers:
  db:
    Image:          mysql:8
    State:          Running
      Started:      Fri, 02 May 2025 19:10:33 +0200
    Ready:          True
    Restart Count:  0
    Liveness:       exec [mysqladmin ping -h localhost] delay=5s timeout=3s period=15s #success=1 #failure=3
Conditions:
  Type              Status
  Ready             True
Events:             <none>
`,
      ],
    ],
    says: /calls of a probe that names no user/,
  },
];
