/** Names the migrated database that each spec's own is copied from. */
export const TEMPLATE = 'barline_template';

/** Holds secrets that are good for tests only. */
export const secrets = {
  SECRET_KEY: 'test-secret-key-of-more-than-32-characters',
  JWT_SECRET_KEY: 'test-jwt-key-of-more-than-32-characters',
  ADMIN_PASSWORD: 'correct horse battery staple',
};

/** Is the Redis of the run, when the specs run on the scale-out profile. */
export const redisUrl = process.env.BARLINE_TEST_REDIS_URL;
