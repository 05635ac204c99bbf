// What the page makes beside a study: scenarios, and studies of its own.
import { failed, go, open, say, source, useStore } from './store.ts';

/** Saves the what-if as a scenario of the study. */
export async function saveScenario(name: string, text: string): Promise<void> {
  const { study } = useStore.getState().place;
  if (!study || !source.write) return;
  try {
    const before = useStore.getState().scenarios.find(({ id }) => id === name)?.revision;
    await source.write.saveScenario(study, name, text, before);
    useStore.setState({ scenarios: await source.write.scenarios(study) });
    say({ en: `Saved as scenarios/${name}.yaml.`, zh: `已保存为 scenarios/${name}.yaml。` });
  } catch (error) {
    failed(error);
  }
}

/** Makes a study in the working folder and opens it. */
export async function makeStudy(from: string, name: string): Promise<void> {
  if (!source.write) return;
  try {
    const { id } = await source.write.make(from, name, name);
    await lookAgain();
    await open(id);
  } catch (error) {
    failed(error);
  }
}

/** Asks anew what there is, after something came. */
async function lookAgain(): Promise<void> {
  useStore.setState({ session: await source.session(), listed: undefined });
}

/** Opens what an import has written, a new study or more of one. */
export async function openImported(id: string): Promise<void> {
  await lookAgain();
  go({ overlay: {} });
  await open(id);
}

/** Removes a scenario of the study. */
export async function removeScenario(name: string): Promise<void> {
  const { study } = useStore.getState().place;
  if (!study || !source.write) return;
  try {
    await source.write.removeScenario(study, name);
    useStore.setState({ scenarios: await source.write.scenarios(study) });
  } catch (error) {
    failed(error);
  }
}
