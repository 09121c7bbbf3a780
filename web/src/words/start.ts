import { pairs } from './pairs';

export const start = pairs({
  'signIn.title': ['登录', 'Sign in'],
  'signIn.account': ['账号', 'Account'],
  'signIn.password': ['密码', 'Password'],
  'signIn.code': ['验证器上的六位数字', 'Six digits of the authenticator'],
  'signIn.do': ['登录', 'Sign in'],
  'signIn.withOwn': ['用{name}登录', 'Sign in with {name}'],
  'signIn.demo': ['演示账号', 'Demonstration accounts'],
  'signIn.demo.help': [
    '这是模拟数据的演示库，点一个岗位即可登录。所有演示账号的密码都是 {password}。',
    'This is a demonstration with simulated data: choose a post to sign in. The password of all of them is {password}.',
  ],
  'signIn.lost': ['会话已结束，请重新登录', 'The session has ended: sign in again'],
  'account.title': ['我的账号', 'My account'],
  'account.password': ['修改密码', 'Change the password'],
  'account.password.old': ['原密码', 'Old password'],
  'account.password.new': ['新密码', 'New password'],
  'account.password.again': ['再输一遍', 'Once more'],
  'account.password.differ': ['两次输入的新密码不一致', 'The two new passwords differ'],
  'account.password.rule': ['至少 10 个字符', 'At least 10 characters'],
  'account.password.first': [
    '这是一次性密码，请先改成自己的密码',
    'This password is for once: choose your own first',
  ],
  'account.password.done': ['密码已修改', 'The password was changed'],
});
