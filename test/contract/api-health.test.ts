import { afterAll, beforeAll, expect, test } from "vitest";
import { startVendor } from "../adapters/models/vendor.ts";
import { type RunningService, startService } from "./service.ts";

/** GET and POST /api/health. */
let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const kubeconfig = Buffer.from(
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1" } }],
    users: [{ name: "u", user: { token: "s3cret-token" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  }),
).toString("base64");

const connected = {
  status: "healthy",
  kubectl_access: true,
  kubectl_message: "Connected to Kubernetes cluster successfully!",
};

test.each(["GET", "POST"])(
  "%s without a kubeconfig: 200, exactly three keys, the server's own cluster",
  async (method) => {
    const reply = await service.send(method, "/api/health");
    expect([reply.status, reply.text]).toEqual([200, JSON.stringify(connected)]);
  },
);

test.each([
  ["query `data.kubeconfig` (the key has the dot)", "GET", `?data.kubeconfig=${encodeURIComponent(kubeconfig)}`, {}],
  ["the same, with base64's + and = unescaped", "GET", `?data.kubeconfig=${kubeconfig}`, {}],
  ["header `X-Kubeconfig`", "GET", "", { headers: { "x-kubeconfig": kubeconfig } }],
  ["POST with `{data: {kubeconfig}}`", "POST", "", { body: { data: { kubeconfig } } }],
])("%s: the cluster of that kubeconfig is checked, and the cause is told", async (_case, method, query, options) => {
  const reply = await service.send(method, `/api/health${query}`, options);
  expect(reply.status).toBe(200);
  expect(reply.json).toEqual({
    status: "healthy",
    kubectl_access: false,
    kubectl_message: expect.stringMatching(/^kubectl is installed, but cannot connect to the cluster\..*\S/s),
  });
  expect(reply.json.kubectl_message).toMatch(/refused|127\.0\.0\.1:1/);
});

test.each([
  ["not base64", "GET", "?data.kubeconfig=base64-encoded-kubeconfig-content", {}, /'data\.kubeconfig' is not base64/],
  [
    "given twice",
    "GET",
    `?data.kubeconfig=${kubeconfig}&data.kubeconfig=${kubeconfig}`,
    {},
    /'data\.kubeconfig' .*more than once/,
  ],
  ["not base64 in the header", "GET", "", { headers: { "x-kubeconfig": "%%%" } }, /'X-Kubeconfig' is not base64/],
  ["not base64 in the body", "POST", "", { body: { data: { kubeconfig: "%%%" } } }, /'data\.kubeconfig' is not base64/],
  ["of the wrong type", "POST", "", { body: { data: { kubeconfig: 5 } } }, /'data\.kubeconfig' must be a string/],
  ["in a list", "POST", "", { body: [] }, /request body must be an object, got a list/],
  [
    "not a kubeconfig",
    "POST",
    "",
    { body: { data: { kubeconfig: Buffer.from("hello").toString("base64") } } },
    /kubeconfig/,
  ],
])("a kubeconfig that is %s is a 400 that says what is wrong with it", async (_case, method, query, options, error) => {
  const reply = await service.send(method, `/api/health${query}`, options);
  expect([reply.status, Object.keys(reply.json)]).toEqual([400, ["error"]]);
  expect(reply.json.error).toMatch(error);
});

test("kubectl is not installed or not in PATH", async () => {
  const bare = await startService({ KUBETRIAGE_KUBECTL: "/nonexistent/kubectl" });
  const reply = await bare.send("GET", "/api/health");
  expect([reply.status, reply.json]).toEqual([
    200,
    { status: "healthy", kubectl_access: false, kubectl_message: "kubectl is not installed or not in PATH." },
  ]);
  await bare.stop();
});

test("with models set up it tells who answers, and of each whether it rests and what it last failed of", async () => {
  const vendor = await startVendor("openai", () => ({ status: 401 }));
  const modelled = await startService(vendor.environment);
  const told = (resting: boolean, last_error: string | null) => ({
    ...connected,
    engine: vendor.model,
    models: [{ name: vendor.model, resting, last_error }],
  });
  const health = async (method: string) => (await modelled.send(method, "/api/health")).json;
  const fail = () =>
    modelled.send("POST", "/api/sendMessage", { body: { content: "why is checkout failing in shop?" } });
  expect([await health("GET"), await health("POST")]).toEqual([told(false, null), told(false, null)]);
  await fail();
  const words = "credentials not accepted (HTTP 401)";
  expect(await health("GET")).toEqual(told(false, words));
  await fail();
  await fail();
  expect(await health("POST")).toEqual(told(true, words));
  const { json: document } = await modelled.send("GET", "/openapi.json");
  for (const method of ["get", "post"]) {
    const { schema } = document.paths["/api/health"][method].responses[200].content["application/json"];
    expect(Object.keys(schema.properties)).toEqual(Object.keys(told(false, null)));
    expect(schema.required).toEqual(Object.keys(connected));
    expect(schema.properties.models.items.required).toEqual(["name", "resting", "last_error"]);
  }
  const { schema: answer } = document.paths["/api/sendMessage"].post.responses[200].content["application/json"];
  expect(answer.properties.data.properties.usage.required).toContain("cost_usd");
  await modelled.stop();
  await vendor.close();
});

test("a kubeconfig in the query or a header does not reach the log", async () => {
  await service.send("GET", `/api/health?data.kubeconfig=${encodeURIComponent(kubeconfig)}`);
  await service.send("GET", "/api/health", { headers: { "x-kubeconfig": kubeconfig } });
  expect(service.printed()).toContain('"handler":"/api/health"');
  expect(service.printed()).not.toContain(kubeconfig.slice(0, 40));
  expect(service.printed()).not.toContain("s3cret-token");
});
