import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // These need a real control plane: `npm run test:cluster`.
    exclude: ["test/cluster/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Many tests wait for processes and servers; one worker a core less would leave a core idle on small machines.
    maxWorkers: "100%",
  },
});
