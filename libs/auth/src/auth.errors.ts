import { defineErrors } from '@app/platform';

/** Declares the failures of logins, API keys and users. */
export const authErrors = defineErrors({
  'auth/login-required': [
    401,
    ['This needs a login.', '请先登录。'],
    [
      'Send Authorization: Bearer <access_token>, or X-API-Key.',
      '请携带 Authorization: Bearer <access_token> 或 X-API-Key。',
    ],
  ],
  'auth/login-failed': [
    401,
    ['The username or the password is wrong.', '用户名或密码错误。'],
    ['Check both; an admin can set a new password.', '请检查后重试；管理员可以重设密码。'],
  ],
  'auth/token-invalid': [
    401,
    ['The token is not one of this server.', '令牌无效。'],
    [
      'Log in, and use the access token for requests and the refresh token for refresh.',
      '请重新登录；请求使用 access_token，刷新使用 refresh_token。',
    ],
  ],
  'auth/token-expired': [
    401,
    ['The token has expired.', '令牌已过期。'],
    ['Refresh it with the refresh token, or log in again.', '请用 refresh_token 刷新或重新登录。'],
  ],
  'auth/session-ended': [
    401,
    ['This login has ended.', '该登录已结束。'],
    ['Log in again.', '请重新登录。'],
  ],
  'auth/refresh-reused': [
    401,
    [
      'The refresh token was used before, so its login has been ended.',
      '刷新令牌已被使用过，该登录已被终止。',
    ],
    [
      'Log in again. If you did not use it twice, somebody else holds it: change the password.',
      '请重新登录。若并非您本人重复使用，令牌可能已泄露，请修改密码。',
    ],
  ],
  'auth/api-key-invalid': [
    401,
    ['The API key is unknown or revoked.', 'API 密钥不存在或已撤销。'],
    ['Make a new one with POST /api/v1/auth/api-keys.', '请通过 POST /api/v1/auth/api-keys 新建。'],
  ],
  'auth/user-disabled': [
    401,
    ['This user is disabled.', '该用户已被停用。'],
    ['Ask an admin to enable it.', '请联系管理员启用。'],
  ],
  'auth/role-forbidden': [
    403,
    ['The role {role} may not do this.', '角色 {role} 无权执行此操作。'],
    ['This is for: {roles}.', '仅限以下角色：{roles}。'],
  ],
  'auth/password-wrong': [
    403,
    ['The old password is wrong.', '原密码错误。'],
    ['Send the current password as old_password.', '请在 old_password 中填写当前密码。'],
  ],
  'auth/registration-closed': [
    403,
    ['Registration is closed.', '注册未开放。'],
    [
      'Ask an admin for an account, or set REGISTRATION_OPEN=true.',
      '请联系管理员开户，或设置 REGISTRATION_OPEN=true。',
    ],
  ],
  'auth/no-session': [
    409,
    ['An API key has no login to end.', 'API 密钥没有可结束的登录。'],
    [
      'Revoke it with DELETE /api/v1/auth/api-keys/{id}.',
      '请通过 DELETE /api/v1/auth/api-keys/{id} 撤销。',
    ],
  ],
  'auth/api-key-not-found': [
    404,
    ['There is no such API key.', 'API 密钥不存在。'],
    ['See GET /api/v1/auth/api-keys.', '请查看 GET /api/v1/auth/api-keys。'],
  ],
  'user/not-found': [
    404,
    ['There is no such user.', '用户不存在。'],
    ['See GET /api/v1/users.', '请查看 GET /api/v1/users。'],
  ],
  'user/name-taken': [
    409,
    ['The username {username} is taken.', '用户名 {username} 已被占用。'],
    ['Choose another one.', '请换一个用户名。'],
  ],
  'user/last-admin': [
    409,
    ['{username} is the last enabled admin.', '{username} 是最后一个可用的管理员。'],
    ['Make another user an admin first.', '请先将其他用户设为管理员。'],
  ],
  'user/own-account': [
    409,
    ['You cannot do this to your own account.', '不能对自己的账户执行此操作。'],
    [
      'Ask another admin; your own password is changed with POST /api/v1/auth/password.',
      '请由其他管理员操作；修改自己的密码请用 POST /api/v1/auth/password。',
    ],
  ],
});
