// Odoo's own rules for its JavaScript. No imports, so that it needs no packages
// beside it: bin/lint keeps eslint in its private folder.
const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const browser = [
    "window", "document", "console", "navigator", "location", "history", "URL",
    "URLSearchParams", "FormData", "File", "FileReader", "Blob", "Event", "CustomEvent",
    "KeyboardEvent", "MouseEvent", "PointerEvent", "DragEvent", "DataTransfer",
    "HTMLElement", "Element", "Node", "Image", "ResizeObserver", "IntersectionObserver",
    "MutationObserver", "AbortController", "setTimeout", "clearTimeout", "setInterval",
    "clearInterval", "requestAnimationFrame", "cancelAnimationFrame", "fetch",
    "getComputedStyle", "localStorage", "sessionStorage", "structuredClone",
    "queueMicrotask", "performance", "crypto", "matchMedia", "CSS",
];
const odoo = ["odoo", "owl", "luxon", "Chart", "FullCalendar", "DOMPurify", "Modal", "Tooltip"];

export default [
    {
        files: ["static/**/*.js"],
        languageOptions: {
            ecmaVersion: 2022,
            sourceType: "module",
            globals: readonly([...browser, ...odoo]),
        },
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            "array-callback-return": "error",
            "arrow-body-style": ["error", "as-needed"],
            complexity: ["error", 16],
            "constructor-super": "error",
            curly: ["error", "all"],
            eqeqeq: ["error", "always", {null: "ignore"}],
            "getter-return": "error",
            "no-alert": "error",
            "no-console": ["error", {allow: ["warn", "error"]}],
            "no-const-assign": "error",
            "no-constant-condition": "error",
            "no-debugger": "error",
            "no-dupe-args": "error",
            "no-dupe-class-members": "error",
            "no-dupe-else-if": "error",
            "no-dupe-keys": "error",
            "no-duplicate-case": "error",
            "no-duplicate-imports": "error",
            "no-empty": "error",
            "no-eval": "error",
            "no-fallthrough": "error",
            "no-import-assign": "error",
            "no-redeclare": "error",
            "no-restricted-globals": ["error", "event", "self"],
            "no-restricted-syntax": ["error", "PrivateIdentifier"],
            "no-self-assign": "error",
            "no-shadow": "error",
            "no-this-before-super": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unsafe-negation": "error",
            "no-unused-vars": ["error", {args: "none", caughtErrors: "all"}],
            "no-var": "error",
            "prefer-const": ["error", {destructuring: "all"}],
            "require-atomic-updates": "error",
            "use-isnan": "error",
            "valid-typeof": "error",
        },
    },
];
