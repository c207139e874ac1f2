import type { AddressInfo } from "node:net";
import type { Config } from "./config.ts";
import type { Environment } from "./environment.ts";
import { version } from "./version.ts";
import { type Service, wire } from "./wire.ts";

const closeWithinMs = 10_000;

/** Starts the service, says what it chose and how to try it, and ends in good order on SIGTERM or SIGINT. */
export async function serve(config: Config, environment: Environment): Promise<void> {
  const service = await wire(config, environment);
  await service.http.listen({ port: config.PORT, host: config.HOST }).catch(async (error) => {
    await service.close();
    throw error;
  });
  const { port } = service.http.server.address() as AddressInfo;
  process.stdout.write(greeting(service, config, port));
  service.log.info({ port, host: config.HOST, version, ...service.about }, "ready");
  endOnSignal(service);
}

function greeting(service: Service, config: Config, port: number): string {
  const host = config.HOST.includes(":") ? `[${config.HOST}]` : config.HOST;
  const address = `http://${["0.0.0.0", "[::]"].includes(host) ? "127.0.0.1" : host}:${port}`;
  const named = config.policies.keys.length;
  const needsKey = config.API_AUTH_KEY !== undefined || named > 0;
  const key = needsKey ? ` -H "X-API-Key: ${config.API_AUTH_KEY === undefined ? "$KEY" : "$API_AUTH_KEY"}"` : "";
  return [
    `kubetriage ${version} is ready on ${address}`,
    `  cluster  ${service.about.cluster}`,
    `  engine   ${service.about.engine}`,
    `  access   ${needsKey ? `API key required${named === 0 ? "" : ` (${named} of the policy file)`}` : "no API key, this machine only unless HOST says otherwise"}`,
    `  docs     ${address}/docs`,
    "Try:",
    `  curl -s ${address}/api/sendMessage -H 'Content-Type: application/json'${key} -d '{"content":"why is checkout failing?","data":{"execute_all":true}}'`,
    "",
  ].join("\n");
}

function endOnSignal(service: Service): void {
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) return;
    ending = true;
    service.log.info({ signal }, "ending");
    setTimeout(() => process.exit(1), closeWithinMs).unref();
    service.close().then(
      () => process.exit(0),
      (error) => {
        service.log.error({ error }, "could not end in good order");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}
