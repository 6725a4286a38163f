import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env["PARKPRO_BACKEND"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: {
    host: "127.0.0.1",
    proxy: { "/api": backend, "/payments": backend, "/demo": backend },
  },
  build: {
    target: "baseline-widely-available",
    manifest: true,
    // The policy of the server allows no inline anything; keep small files as files.
    assetsInlineLimit: 0,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // A whole page in jsdom takes seconds on a busy machine; the limit is for what hangs.
    testTimeout: 30_000,
  },
});
