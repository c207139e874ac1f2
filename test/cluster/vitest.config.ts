import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The suites that need a real control plane: `npm run test:cluster`. */
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  test: {
    include: ["test/cluster/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    fileParallelism: false,
  },
});
