// "Are you sure?" for what cannot be undone.
import { ElMessageBox } from 'element-plus';
import 'element-plus/es/components/message-box/style/css';
import { useWords } from '@/words';

export async function isSure(title: string, text: string, doing: string, not = ''): Promise<boolean> {
  const { t } = useWords();
  return ElMessageBox.confirm(text, title, {
    confirmButtonText: doing,
    cancelButtonText: not || t('do.cancel'),
    type: 'warning',
  }).then(
    () => true,
    () => false,
  );
}
