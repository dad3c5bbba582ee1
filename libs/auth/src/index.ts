export type { ApiKey } from './api-key.entity.js';
export { ApiKeyService } from './api-key.service.js';
export { authErrors } from './auth.errors.js';
export { AuthModule } from './auth.module.js';
export { AuthService, type Credentials } from './auth.service.js';
export { isUsername, PASSWORD_LENGTH } from './credentials.js';
export type { TokenPair } from './token.service.js';
export type { User } from './user.entity.js';
export { UserService, type UserPatch } from './user.service.js';
