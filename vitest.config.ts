import { defineConfig } from "vitest/config";

const common = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  pool: "forks" as const,
};

export default defineConfig({
  test: {
    // Many tests wait for processes and servers; one worker a core less would leave a core idle on small machines.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          ...common,
          name: "service",
          include: ["test/**/*.test.ts"],
          // Those under `cluster` need a real control plane: `npm run test:cluster`.
          exclude: ["test/cluster/**", "test/core/**"],
        },
      },
      {
        // Pure functions over hundreds of modules: loading them anew for each file would take half of the time.
        test: { ...common, name: "core", include: ["test/core/**/*.test.ts"], isolate: false },
      },
    ],
  },
});
