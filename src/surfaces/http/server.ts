import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  fastify,
  LogController,
} from "fastify";
import { Fault } from "../../core/faults/fault.ts";
import { addApiHealth } from "./api-health-route.ts";
import { createKeyCheck } from "./api-key.ts";
import { answerBrokenRequest } from "./broken-request.ts";
import { addDocuments } from "./document-routes.ts";
import { errorReply } from "./error-reply.ts";
import { createHostCheck } from "./host-check.ts";
import { type HttpParts, setCaller } from "./http-parts.ts";
import { defaultBodyLimitBytes, defaultCloseWithinMs, needsKey } from "./http-settings.ts";
import { addKubectlCommand } from "./kubectl-command-route.ts";
import { observeExchanges } from "./observe-exchanges.ts";
import { pathOf, paths, servedPath } from "./paths.ts";
import { createRequestId } from "./request-id.ts";
import { addSendMessage } from "./send-message-route.ts";
import { addEvidence } from "./v1/evidence-route.ts";
import { addMessages } from "./v1/message-routes.ts";
import { addThreads } from "./v1/thread-routes.ts";
import { addTurns } from "./v1/turn-routes.ts";

/** Builds the HTTP surface without listening: parse, call, present. `inject` it in a test, `listen` in a process. */
export function createHttpServer(parts: HttpParts): FastifyInstance {
  const server = bareServer(parts);
  parts.metrics.describe(parts.settings.about);
  readBodiesAsBytes(server);
  limitClosing(server, parts.settings.closeWithinMs ?? defaultCloseWithinMs);
  observeExchanges(server, parts);
  const checkHost = createHostCheck(needsKey(parts.settings), parts.settings.host ?? "localhost");
  server.addHook("onRequest", async (request) => checkHost(request.headers.host));
  server.setErrorHandler((error, request, reply) => sendError(error, request, reply, parts));
  server.setNotFoundHandler((request, reply) => sendNotFound(request, reply));
  const checkKey = createKeyCheck(parts.settings);
  const requireKey = (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
    try {
      setCaller(request.raw, checkKey(request.headers));
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  addSendMessage(server, parts, requireKey);
  addApiHealth(server, parts, requireKey);
  addKubectlCommand(server, parts, requireKey);
  addThreads(server, parts, requireKey);
  addMessages(server, parts, requireKey);
  addTurns(server, parts, requireKey);
  addEvidence(server, parts, requireKey);
  addDocuments(server, parts);
  return server;
}

/** A kubeconfig may come in the query of GET /api/health: Node's 16 KiB for all headers are too few for it. */
const largestHeaderBytes = 128 * 1024;

/** A thread's id has 256 characters at most, each of them twelve when it is escaped. */
const longestParameter = 256 * 12;

/** No route gives the framework a schema, so its compilers, a tenth of all modules at the start, need not be loaded. */
const noSchemas = {
  buildValidator: () => () => () => true,
  buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
} as unknown as CompilersFactory;

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions["schemaController"]>["compilersFactory"]>;

function bareServer({ settings, log }: HttpParts): FastifyInstance {
  return fastify({
    loggerInstance: log,
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: settings.bodyLimitBytes ?? defaultBodyLimitBytes,
    trustProxy: settings.trustProxy ?? false,
    requestIdHeader: false,
    genReqId: createRequestId(),
    requestTimeout: 60_000,
    http: { maxHeaderSize: largestHeaderBytes },
    schemaController: { compilersFactory: noSchemas },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestParameter },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => sendError(error, request, reply, { log }),
  });
}

/** Each route decides itself what a body of which media type means; here it is only read, within the limit. */
function readBodiesAsBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(["application/json", "*"], { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
}

/** Closing waits for the requests under way; after the limit their connections are cut, which aborts their signals. */
function limitClosing(server: FastifyInstance, limitMs: number): void {
  server.addHook("preClose", (done) => {
    setTimeout(() => server.server.closeAllConnections(), limitMs).unref();
    done();
  });
}

function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { log }: Pick<HttpParts, "log">,
): void {
  if (reply.raw.destroyed) log.info({ request: request.id }, "the client went away");
  const { status, headers, body } = errorReply(error, pathOf(request.url));
  if (status >= 500) log.error({ request: request.id, err: error }, "request failed");
  reply.code(status).headers(headers).send(body);
}

function sendNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const path = servedPath(request.url);
  if (path !== null) reply.header("allow", paths.get(path)!.join(", "));
  const fault =
    path === null ? new Fault("not-found", "Not Found") : new Fault("method-not-allowed", "Method Not Allowed");
  const { status, body } = errorReply(fault, pathOf(request.url));
  reply.code(status).send(body);
}
