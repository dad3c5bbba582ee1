import { answer } from './task-answers.js';
import { type RulesTask, tryRules } from './rules-trial.js';
import { type TrialTask, tryStrategy } from './trial.js';

answer((task: TrialTask | RulesTask) => ('rules' in task ? tryRules(task) : tryStrategy(task)));
