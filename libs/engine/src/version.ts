/** The version of the engine's rules: it changes whenever the same inputs may give other results. */
export const ENGINE_VERSION = '1.0.0';
