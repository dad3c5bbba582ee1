/** Shows the id of a user. */
export const USER_ID = '7ffd971d-8b2b-4c9c-99e4-f55846725ba9';

/** Shows the id of an API key. */
export const API_KEY_ID = 'e01e3fe1-9221-4b46-a12e-193eff1e7133';

/** Shows an access token. */
export const ACCESS_TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI3ZmZkOTcxZC04YjJiLTRjOWMtOTllNC1mNTU4NDY3MjViYTkiLCJzaWQiOiI3YzVjYzE1Ny1mYmE4LTQ5MzctYmQ1ZS04YzdmMWIxZWFjOTMiLCJ0eXAiOiJhY2Nlc3MiLCJpYXQiOjE3Njc2MDU0MDAsImV4cCI6MTc2NzYwNzIwMH0.jZmH26hSLJZwoOr4L5cIHo_9ZPAVzBXsWocA0R7hoXA';

/** Shows the refresh token of the same login. */
export const REFRESH_TOKEN =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI3ZmZkOTcxZC04YjJiLTRjOWMtOTllNC1mNTU4NDY3MjViYTkiLCJzaWQiOiI3YzVjYzE1Ny1mYmE4LTQ5MzctYmQ1ZS04YzdmMWIxZWFjOTMiLCJ0eXAiOiJyZWZyZXNoIiwianRpIjoiYzkyMDExN2YtZjdhNi00NmRjLWI5ZjYtYzEyZGIwZmQ4YWQyIiwiaWF0IjoxNzY3NjA1NDAwLCJleHAiOjE3NjgyMTAyMDB9.jDWTV-BOxax4tpozL_GXdSnBEi4_0OmQ9NQ7X6Tkf4I';

const PASSWORD = 'correct horse battery staple';
const NEW_PASSWORD = 'incorrect pony charger paperclip';

/** Shows what registering and logging in send. */
export const CREDENTIALS_EXAMPLES = {
  ada: { summary: 'A trader', value: { username: 'ada', password: PASSWORD } },
};

/** Shows what refreshing sends. */
export const REFRESH_EXAMPLES = {
  newest: { summary: 'The newest refresh token', value: { refresh_token: REFRESH_TOKEN } },
};

/** Shows what a change of password sends. */
export const PASSWORD_EXAMPLES = {
  change: {
    summary: 'The password so far and the new one',
    value: { old_password: PASSWORD, new_password: NEW_PASSWORD },
  },
};

/** Shows what making an API key sends. */
export const API_KEY_EXAMPLES = {
  notebook: { summary: 'A key for a notebook', value: { name: 'notebook' } },
};

/** Shows what adding a user sends. */
export const CREATE_USER_EXAMPLES = {
  trader: { summary: 'A trader', value: { username: 'grace', password: PASSWORD } },
  viewer: {
    summary: 'A viewer, who reads everything and runs nothing',
    value: { username: 'edsger', password: PASSWORD, role: 'viewer' },
  },
};

/** Shows what changing a user sends. */
export const UPDATE_USER_EXAMPLES = {
  role: { summary: 'Another role', value: { role: 'viewer' } },
  disable: { summary: 'No more logins', value: { disabled: true } },
  password: { summary: 'A new password', value: { password: NEW_PASSWORD } },
};
