import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { authErrors, AuthService, UserService } from '@app/auth';
import type { Actor } from '@app/platform';
import { ApiData, ApiErrors } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { CurrentActor, Public } from './access.decorators.js';
import {
  LoginRequest,
  PasswordRequest,
  RefreshRequest,
  RegisterRequest,
  TokensResponse,
} from './auth.dto.js';
import { CREDENTIALS_EXAMPLES, PASSWORD_EXAMPLES, REFRESH_EXAMPLES } from './auth.examples.js';
import { UserResponse } from './user.dto.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly users: UserService,
  ) {}

  @Post('register')
  @Public()
  @ApiOperation({ summary: 'Register as a trader, where REGISTRATION_OPEN allows it' })
  @ApiBody({ type: RegisterRequest, examples: CREDENTIALS_EXAMPLES })
  @ApiData(UserResponse)
  @ApiErrors(authErrors['auth/registration-closed'], authErrors['user/name-taken'])
  @Message('Registered.', '注册成功')
  async register(@Body() body: RegisterRequest): Promise<UserResponse> {
    return UserResponse.of(await this.users.register(body.username, body.password));
  }

  @Post('login')
  @Public()
  @ApiOperation({ summary: 'Log in and get an access and a refresh token' })
  @ApiBody({ type: LoginRequest, examples: CREDENTIALS_EXAMPLES })
  @ApiData(TokensResponse)
  @ApiErrors(authErrors['auth/login-failed'], authErrors['auth/user-disabled'])
  @Message('Logged in.', '登录成功')
  login(@Body() body: LoginRequest): Promise<TokensResponse> {
    return this.auth.login(body.username, body.password);
  }

  @Post('refresh')
  @Public()
  @ApiOperation({
    summary: 'Exchange a refresh token for new tokens; using one twice ends its login',
  })
  @ApiBody({ type: RefreshRequest, examples: REFRESH_EXAMPLES })
  @ApiData(TokensResponse)
  @ApiErrors(
    authErrors['auth/token-invalid'],
    authErrors['auth/token-expired'],
    authErrors['auth/session-ended'],
    authErrors['auth/refresh-reused'],
  )
  @Message('Tokens refreshed.', '令牌已刷新')
  refresh(@Body() body: RefreshRequest): Promise<TokensResponse> {
    return this.auth.refresh(body.refresh_token);
  }

  @Post('logout')
  @ApiOperation({ summary: 'End this login; its tokens stop at once' })
  @ApiData(Boolean)
  @ApiErrors(authErrors['auth/no-session'])
  @Message('Logged out.', '已退出登录')
  logout(@CurrentActor() actor: Actor): Promise<true> {
    return this.auth.logout(actor).then(() => true);
  }

  @Post('password')
  @ApiOperation({ summary: 'Change your password; your other logins end' })
  @ApiBody({ type: PasswordRequest, examples: PASSWORD_EXAMPLES })
  @ApiData(Boolean)
  @ApiErrors(authErrors['auth/password-wrong'])
  @Message('Password changed.', '密码已修改')
  password(@CurrentActor() actor: Actor, @Body() body: PasswordRequest): Promise<true> {
    return this.auth.changePassword(actor, body.old_password, body.new_password).then(() => true);
  }

  @Get('me')
  @ApiOperation({ summary: 'Show who you are' })
  @ApiData(UserResponse)
  @Message('Your account.', '当前账户')
  async me(@CurrentActor() actor: Actor): Promise<UserResponse> {
    return UserResponse.of(await this.users.get(actor.id));
  }
}
