import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { STAFF_FILES } from "./src/addresses.ts";
import { shapes } from "./scripts/shapes.ts";

const backend = process.env["PARKPRO_BACKEND"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/sw",
      filename: "service-worker.ts",
      // The app registers the worker itself, and its manifest is a file of `public`.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: "iife",
        globPatterns: ["**/*.{html,js,css,woff2,svg,png,webmanifest}"],
        // Pictures for the installer's shop window are not part of the app.
        globIgnores: ["screenshots/**"],
      },
    }),
  ],
  define: { __SHAPES__: JSON.stringify(shapes(`${import.meta.dirname}/openapi.json`)) },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": backend, "/payments": backend, "/demo": backend },
  },
  build: {
    target: "baseline-widely-available",
    manifest: true,
    // The policy of the server allows no inline anything; keep small files as files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Nobody else's phone keeps them (src/sw/staff.ts).
        chunkFileNames: ({ moduleIds }) =>
          `${areStaffs(moduleIds) ? STAFF_FILES : "assets/"}[name]-[hash].js`,
        codeSplitting: {
          // On a phone, thirty files of half a kilobyte cost more than the few of them that a page can do without. Each
          // part takes what it imports along, unless a part before it has it: two that import each other would begin
          // with what is not there yet (scripts/check-size.mjs finds them).
          groups: [
            {
              name: "libraries",
              test: /node_modules/,
              minShareCount: 3,
              maxModuleSize: 250_000,
              priority: 5,
            },
            {
              // What pages stand on, in the order of the house: it imports nothing of theirs, and nothing that is staff's.
              name: "base",
              test: /src\/((api|kept|ui|theme|i18n|lib)\/(?!messages|admin)|routes)/,
              priority: 4,
            },
            {
              name: "place",
              test: /src\/features\/(lots\/usePosition|booking\/(DirectionsDialog|period))/,
              priority: 3,
            },
            {
              name: "booked",
              test: /src\/(features\/(booking|payment|push|vehicles)|installed\/paying)/,
              minShareCount: 2,
              maxModuleSize: 8_000,
              priority: 2,
            },
            { name: "map", test: /src\/map\/(?!signs|palette)/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // A whole page in jsdom takes seconds on a busy machine; the limit is for what hangs.
    testTimeout: 60_000,
  },
});

function areStaffs(modules: readonly string[]): boolean {
  const ours = modules.filter((id) => id.includes("/src/"));
  return ours.length > 0 && ours.every((id) => /\/src\/[a-z0-9]+\/admin\//.test(id));
}
