import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import autocannon from "autocannon";
import fastify from "fastify";
import { post, summary } from "./measure.ts";
import { startService } from "./service.ts";

const rounds = 5;
const seconds = 3;
const connections = 16;

/** Requests a second of a cached /kubectl-command with key, limit, metrics and log on, against handlers that only return the same body. */
export async function cachedCommand(): Promise<string[]> {
  const headers = { "content-type": "application/json", "x-api-key": "key-of-the-bench" };
  const query = { query: "list all deployments in default namespace" };
  const service = await startService({
    API_AUTH_KEY: headers["x-api-key"],
    RATE_LIMIT: "1000000000/minute",
    HOST: "127.0.0.1",
    CACHE_TTL: "86400",
  });
  await post(service.address, "/kubectl-command", query, headers);
  const reply = JSON.stringify(await post(service.address, "/kubectl-command", query, headers));
  const [bare, framework] = [await bareServer(reply), await fastifyServer(reply)];
  const servers = { "bare node:http": bare.address, "Fastify route": framework.address, kubetriage: service.address };
  const rates = new Map<string, number[]>(Object.keys(servers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, address] of Object.entries(servers)) {
      const result = await autocannon({
        url: `${address}/kubectl-command`,
        method: "POST",
        headers,
        body: JSON.stringify(query),
        connections,
        duration: seconds,
      });
      if (result.non2xx > 0 || result.errors > 0)
        throw new Error(`${name}: ${result.non2xx} bad replies, ${result.errors} errors`);
      rates.get(name)!.push(result.requests.average);
    }
  await Promise.all([service.stop(), bare.close(), framework.close()]);
  const base = summary(rates.get("bare node:http")!).median;
  return [...rates].map(([name, values]) => {
    const { median } = summary(values);
    return `${name.padEnd(16)} ${median.toFixed(0).padStart(7)} requests/s  ${(median / base).toFixed(2)} of bare node:http`;
  });
}

async function bareServer(reply: string) {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => void server.close(),
  };
}

async function fastifyServer(reply: string) {
  const app = fastify();
  const body = JSON.parse(reply);
  app.post("/kubectl-command", async () => body);
  return { address: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
}
