import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { authErrors, UserService } from '@app/auth';
import type { Actor } from '@app/platform';
import { ApiData, ApiErrors, ApiPage } from '../http/api-docs.decorators.js';
import { Message } from '../http/message.decorator.js';
import { type Page, pageOf, PageQuery } from '../http/page.dto.js';
import { AllowRoles, CurrentActor } from './access.decorators.js';
import { CREATE_USER_EXAMPLES, UPDATE_USER_EXAMPLES } from './auth.examples.js';
import { CreateUserRequest, UpdateUserRequest, UserParams, UserResponse } from './user.dto.js';
import { UserRemovalService } from './user-removal.service.js';

const { 'user/not-found': notFound, 'user/name-taken': nameTaken } = authErrors;
const { 'user/last-admin': lastAdmin, 'user/own-account': ownAccount } = authErrors;

@ApiTags('users')
@Controller('users')
@AllowRoles('admin')
export class UsersController {
  constructor(
    private readonly users: UserService,
    private readonly removal: UserRemovalService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'List users by name' })
  @ApiPage(UserResponse)
  @Message('Users.', '用户列表')
  async list(@Query() query: PageQuery): Promise<Page<UserResponse>> {
    const [users, total] = await this.users.list(query.page, query.page_size);
    return pageOf(users.map(UserResponse.of), total, query);
  }

  @Post()
  @ApiOperation({ summary: 'Add a user' })
  @ApiBody({ type: CreateUserRequest, examples: CREATE_USER_EXAMPLES })
  @ApiData(UserResponse)
  @ApiErrors(nameTaken)
  @Message('User added.', '用户已创建')
  async create(@Body() body: CreateUserRequest): Promise<UserResponse> {
    return UserResponse.of(await this.users.create(body.username, body.password, body.role));
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change role or password of another user, or disable it' })
  @ApiBody({ type: UpdateUserRequest, examples: UPDATE_USER_EXAMPLES })
  @ApiData(UserResponse)
  @ApiErrors(notFound, lastAdmin, ownAccount)
  @Message('User changed.', '用户已更新')
  async change(
    @CurrentActor() actor: Actor,
    @Param() { id }: UserParams,
    @Body() body: UpdateUserRequest,
  ): Promise<UserResponse> {
    return UserResponse.of(await this.users.change(actor, id, body));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Remove another user with all of its runs, logins and API keys' })
  @ApiData(Boolean)
  @ApiErrors(notFound, lastAdmin, ownAccount)
  @Message('User removed.', '用户已删除')
  remove(@CurrentActor() actor: Actor, @Param() { id }: UserParams): Promise<true> {
    return this.removal.remove(actor, id).then(() => true);
  }
}
