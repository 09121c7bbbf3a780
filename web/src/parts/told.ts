// Tells that something is done, in passing.
import { ElMessage } from 'element-plus';
import 'element-plus/es/components/message/style/css';

export function told(text: string): void {
  ElMessage.success(text);
}
