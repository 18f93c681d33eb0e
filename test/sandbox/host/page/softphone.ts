// Stands in for the system's telephone: shows the tel: link the browser handed over.
import { byId } from './tools.ts';
import { pageLanguage, translatePage } from './words.ts';

const query = new URLSearchParams(location.search);
translatePage(pageLanguage(query));
byId('uri').textContent = query.get('uri') ?? '';
byId('close').onclick = () => window.close();
