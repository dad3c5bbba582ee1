const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  moduleNameMapper: {
    '^@barline/engine$': '<rootDir>/libs/engine/src/index.ts',
    '^@app/platform/copy$': '<rootDir>/libs/platform/src/database/copy-format.ts',
    '^@app/strategy/builtin$': '<rootDir>/libs/strategy/src/builtin/index.ts',
    '^@app/strategy/rules$': '<rootDir>/libs/strategy/src/rules/index.ts',
    '^@app/strategy/sandbox$': '<rootDir>/libs/strategy/src/sandbox/index.ts',
    '^@app/backtest/runner$': '<rootDir>/libs/backtest/src/backtest.runner.ts',
    '^@app/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  setupFiles: ['<rootDir>/test/support/nest-first.ts', '<rootDir>/test/support/fixed-seed.ts'],
};

export default {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{libs,apps,scripts}/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
  testTimeout: 60_000,
  maxWorkers: 3,
};
