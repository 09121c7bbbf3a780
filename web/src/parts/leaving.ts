// What was typed and not saved is not lost by a click beside the form.
import { ElMessageBox } from 'element-plus';
import 'element-plus/es/components/message-box/style/css';
import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { useWords } from '@/words';

export function useUnsavedGuard(isUnsaved: () => boolean): void {
  const { t } = useWords();
  onBeforeRouteLeave(async () => {
    if (!isUnsaved()) return true;
    return ElMessageBox.confirm(t('form.unsaved'), t('form.unsaved.title'), {
      type: 'warning',
      confirmButtonText: t('form.unsaved.leave'),
      cancelButtonText: t('form.unsaved.stay'),
    }).then(
      () => true,
      () => false,
    );
  });
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (isUnsaved()) event.preventDefault(); // the browser asks in its own words
  };
  onMounted(() => window.addEventListener('beforeunload', onUnload));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onUnload));
}
