import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { looseWords } from "./eslint.words.js";

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/api/schema.ts", "eslint.*.js"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  a11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // The floor map is an application widget: focusable, with a keyboard cursor of its own.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { roles: ["application", "tabpanel"], tags: [] }],
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["*/test/*"], message: "src never imports test code." }] },
      ],
    },
  },
  {
    // Scripts of the build and of the page's first moment: plain JavaScript, of which no types are known.
    files: ["scripts/*.mjs", "public/*.js", "test/openid/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        [
          "console",
          "document",
          "fetch",
          "localStorage",
          "location",
          "process",
          "sessionStorage",
          "window",
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  {
    // Addresses of the server live in src/api alone, and words in src/i18n.
    files: ["src/**/*.{ts,tsx}"],
    ignores: ["src/api/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...looseWords,
        { selector: "Literal[value=/^\\u002Fapi\\u002F/]", message: "Use a hook or a helper of src/api." },
        {
          selector: "TemplateElement[value.raw=/^\\u002Fapi\\u002F/]",
          message: "Use a hook or a helper of src/api.",
        },
      ],
    },
  },
);
