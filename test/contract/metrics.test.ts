import { afterAll, beforeAll, expect, test } from "vitest";
import { approved, say } from "./conversation.ts";
import { type RunningService, startService } from "./service.ts";

/** GET /metrics. */
let service: RunningService;
let lines: string[];
beforeAll(async () => {
  service = await startService({ API_AUTH_KEY: "the-key", HOST: "127.0.0.1" });
  const headers = { "x-api-key": "the-key" };
  const query = { query: "list all deployments in default namespace" };
  for (const from_cache of [false, true]) {
    const reply = await service.send("POST", "/kubectl-command", { body: query, headers });
    expect([reply.status, reply.json?.from_cache], reply.text).toEqual([200, from_cache]);
  }
  await service.send("POST", "/kubectl-command", { body: {}, headers });
  await service.send("POST", "/kubectl-command", { body: query });
  await service.send("GET", "/kubectl-command");
  await service.send("GET", "/no/such/path?secret=1");
  const keyed = {
    ...service,
    send: (method: string, path: string, options = {}) => service.send(method, path, { ...options, headers }),
  };
  await say(keyed, {
    content: "approved",
    data: { Cmds: [approved("kubectl get ns"), approved("kubectl get pods; id")] },
  });
  const reply = await service.send("GET", "/metrics");
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-type")).toMatch(/^text\/plain; version=/);
  lines = reply.text.split("\n");
});
afterAll(() => service.stop());

test.each([
  ['http_requests_total{handler="/kubectl-command",method="POST",status="2xx"} 2'],
  ['http_requests_total{handler="/kubectl-command",method="POST",status="4xx"} 2'],
  ['http_requests_total{handler="/kubectl-command",method="GET",status="4xx"} 1'],
  ['http_requests_total{handler="none",method="GET",status="4xx"} 1'],
  ['http_requests_total{handler="/api/sendMessage",method="POST",status="2xx"} 1'],
  ['http_request_duration_seconds_count{handler="/kubectl-command",method="POST"} 4'],
  ['http_request_size_bytes_count{handler="/kubectl-command"} 5'],
  ['http_response_size_bytes_count{handler="/kubectl-command"} 5'],
  ['http_response_size_bytes_sum{handler="none"} 22'],
])("%s", (line) => {
  expect(lines).toContain(line);
});

test.each([
  ["http_requests_total", "counter"],
  ["http_request_duration_seconds", "histogram"],
  ["http_request_duration_highr_seconds", "histogram"],
  ["http_request_size_bytes", "summary"],
  ["http_response_size_bytes", "summary"],
  ["process_cpu_seconds_total", "counter"],
  ["process_resident_memory_bytes", "gauge"],
  ["process_virtual_memory_bytes", "gauge"],
  ["process_start_time_seconds", "gauge"],
  ["process_open_fds", "gauge"],
  ["process_max_fds", "gauge"],
])("keeps %s, a %s", (name, type) => {
  expect(lines).toContain(`# TYPE ${name} ${type}`);
  expect(lines.some((line) => line.startsWith(name))).toBe(true);
});

test("the buckets are those of the original's dashboards", () => {
  const buckets = (name: string) =>
    lines
      .filter(
        (line) =>
          line.startsWith(`${name}_bucket`) &&
          (name.includes("highr") || line.includes('"/kubectl-command",method="POST"')),
      )
      .map((line) => /le="([^"]+)"/.exec(line)![1]);
  expect(buckets("http_request_duration_seconds")).toEqual(["0.1", "0.5", "1", "+Inf"]);
  expect(buckets("http_request_duration_highr_seconds")).toEqual(
    "0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 1.5 2 2.5 3 3.5 4 4.5 5 7.5 10 30 60 +Inf".split(" "),
  );
});

test("our own begin with kubetriage_", () => {
  expect(
    lines.some((line) => /^kubetriage_info\{engine="builtin",cluster="[^"]+",version="[^"]+"\} 1$/.test(line)),
  ).toBe(true);
  expect(lines).toContain('kubetriage_queries_translated_total{engine="builtin",from_cache="true"} 1');
  expect(lines).toContain('kubetriage_kubectl_seconds_count{risk="read",outcome="ok"} 1');
  const others = lines.filter(
    (line) => line.startsWith("# TYPE ") && !/^# TYPE (http|process|nodejs|kubetriage)_/.test(line),
  );
  expect(others).toEqual([]);
});

test("nothing that a client sent stands in it", () => {
  expect(lines.join("\n")).not.toMatch(/secret|such|the-key/);
});
