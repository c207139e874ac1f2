import type { FastifyInstance } from "fastify";

/**
 * Stops taking requests and waits for those under way, at most `limitMs`; then their connections are cut, which aborts
 * the signals handed to the core. Answers whether everything ended by itself.
 */
export async function closeHttpServer(server: FastifyInstance, limitMs: number): Promise<boolean> {
  let ended = true;
  const limit = setTimeout(() => {
    ended = false;
    server.server.closeAllConnections();
  }, limitMs);
  try {
    await server.close();
  } finally {
    clearTimeout(limit);
  }
  return ended;
}
