// CommonJS packages that require Nest fail inside Jest's ESM loader unless Nest was loaded first.
import '@nestjs/core';
import '@nestjs/common';
