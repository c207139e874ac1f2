/** A table as kubectl prints it. */
export const rows = (head: string, ...lines: readonly string[]): string => `${[head, ...lines].join("\n")}\n`;

/** A call that gets no answer, and what it goes to. */
export const caller = "2026-01-05T10:00:01Z error GET http://stock:8080/items: dial tcp 10.96.3.4:8080: i/o timeout\n";
export const stockService = rows(
  "NAME    TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)    AGE",
  "stock   ClusterIP   10.96.3.4    <none>        8080/TCP   90d",
);
