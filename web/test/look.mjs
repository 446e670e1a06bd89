// Drives the built field form in Chromium as a person would, on the server of try-out.mjs, and takes its picture on the way.
//   npm run build && npm run look [folder for the pictures, else artifacts/field-form at the root]
// Exits 1 and says which expectation failed first. CHROMIUM names the browser (default /usr/bin/chromium).
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './try-out.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../artifacts/field-form', import.meta.url));
await mkdir(folder, { recursive: true });
const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

let passed = 0;
let failed = 0;
const complaints = [];

async function scene(name, { width = 390, height = 844, located = true, query = '', before } = {}, run) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...(located ? { geolocation: { latitude: 34.80123456789, longitude: 117.30123456789, accuracy: 8 }, permissions: ['geolocation'] } : {}),
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && /policy|violat/i.test(message.text())) complaints.push(`${name}: ${message.text()}`);
  });
  if (before) await context.addInitScript(before);
  try {
    await page.goto(`${server.address}/?${query}`);
    await run({ page, shot: (part) => page.screenshot({ path: join(folder, `${part}-${width}.png`) }) });
    passed++;
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${name}\n${error.stack}`);
    await page.screenshot({ path: join(folder, `failed-${passed + failed}.png`), fullPage: true }).catch(() => undefined);
  }
  await context.close();
}

const noSideways = async (page) => {
  const { scroll, inner } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, inner: innerWidth }));
  assert.ok(scroll <= inner, `page is ${scroll} px wide in ${inner}`);
};
const answer = (page, label) => page.getByRole('radio', { name: label }).check({ force: true });
const main = (page, name) => page.getByRole('button', { name }).click();

/** A street scene of 2400 × 1800 as a camera would leave it: JPEG with an EXIF block (time taken, orientation upright). */
async function photo(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1800);
    const draw = canvas.getContext('2d');
    for (const [colour, ...box] of [
      ['#CFDDE2', 0, 0, 2400, 260], ['#C9BFAE', 0, 240, 2400, 860], ['#8C9AA0', 60, 500, 700, 600], ['#E2DCCD', 840, 500, 700, 600],
      ['#DED6C4', 1630, 500, 710, 600], ['#B9B6AC', 0, 1100, 2400, 160], ['#6F7275', 0, 1260, 2400, 540], ['#C8553D', 360, 420, 960, 180],
      ['#8B6B4A', 430, 970, 840, 70], ['#5D7B8B', 1800, 920, 380, 300],
    ]) {
      draw.fillStyle = colour;
      draw.fillRect(...box);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer())];
  });
  const tiff = Buffer.alloc(8 + 2 + 12 + 4 + 2 + 12 + 4 + 20);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x8769, 10);
  tiff.writeUInt16LE(4, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt32LE(26, 18);
  tiff.writeUInt16LE(1, 26);
  tiff.writeUInt16LE(0x9003, 28);
  tiff.writeUInt16LE(2, 30);
  tiff.writeUInt32LE(20, 32);
  tiff.writeUInt32LE(44, 36);
  tiff.write('2021:05:27 09:41:03\0', 44, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 2 + 6 + tiff.length]);
  return Buffer.concat([Buffer.from(bytes.slice(0, 2)), head, Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(bytes.slice(2))]);
}

const takePhoto = async (page, at = 0) => {
  await page.locator('input[type=file]').nth(at).setInputFiles({ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: await photo(page) });
  await page.locator('.photo img').nth(at).waitFor();
};

async function fillFirstPage(page) {
  await answer(page, '私设摊点');
  for (let times = 0; times < 3; times++) await main(page, '加一');
  await page.getByLabel('位置说明').fill('小麦川村口东侧，便民超市对面');
  await page.getByText('定位误差 8米').waitFor();
}
async function fillAll(page) {
  await fillFirstPage(page);
  await main(page, '下一页：怎么处置的');
  await answer(page, '当场清理完毕');
  await main(page, '下一页：逐个摊位');
}

for (const width of [390, 360]) {
  await scene(`a record is filled in page by page at ${width} px`, { width }, async ({ page, shot }) => {
    await page.getByText('问题类型').waitFor();
    await shot('1-blank');
    await noSideways(page);
    await main(page, '下一页：怎么处置的');
    await page.getByText('请选择问题类型').waitFor();
    await page.getByText('本页还有 2处要补').waitFor();
    await shot('2-missing');
    await noSideways(page);

    await fillFirstPage(page);
    await takePhoto(page);
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(folder, `3-filled-${width}.png`), fullPage: true });
    await noSideways(page);
    assert.equal(await page.getByText('私设摊点').evaluate((element) => getComputedStyle(element.closest('.opts')).gridTemplateColumns.split(' ').length), 2);

    await main(page, '下一页：怎么处置的');
    await page.getByText('本次共').waitFor();
    assert.equal(await page.locator('.say').innerText(), '本次共 3 处，请按处置结果填写。');
    assert.equal(await page.getByText('做了哪些事').count(), 0);
    await answer(page, '当场清理完毕');
    await page.getByRole('checkbox', { name: '清运' }).check({ force: true });
    await page.getByLabel('清运垃圾').fill('一吨');
    await main(page, '下一页：逐个摊位');
    await page.getByText('请填数字，例如 1.5').waitFor();
    await shot('4-second');
    await page.getByLabel('清运垃圾').fill('1．5');
    await main(page, '下一页：逐个摊位');

    await main(page, '添加摊位');
    await page.getByLabel('卖什么').fill('西瓜');
    await main(page, '再加一个摊位');
    await page.getByRole('button', { name: '删去 摊位 2' }).click();
    await shot('5-repeat');
    await noSideways(page);
    await page.getByRole('button', { name: '删去', exact: true }).click();
    assert.equal(await page.locator('.instance').count(), 1);
    await page.getByRole('button', { name: '返回上一页' }).click();
    assert.equal(await page.locator('.given').innerText(), '3 / 1');
    await page.goForward().catch(() => undefined);
    await main(page, '下一页：逐个摊位');

    const before = server.received.length;
    await main(page, '提交');
    await page.getByText('已提交，第10192号').waitFor();
    await shot('6-received');
    await page.getByText('计入 问卷 ＋1').waitFor();
    const { headers, body } = server.received[before];
    assert.equal(headers.requestverificationtoken, 'token');
    const xml = Buffer.from(/name="xml_submission_file"[\s\S]*?(<data [\s\S]*<\/data>)/.exec(body)[1], 'latin1').toString('utf8');
    assert.match(xml, /<kind>stall<\/kind><places>3<\/places><before>photo-[\w-]+\.jpg<\/before><where>34\.8012346 117\.3012346 0\.0 8\.0<\/where>/);
    assert.match(xml, /<steps>taken<\/steps><weight>1\.5<\/weight>/);
    assert.match(xml, /<sells>西瓜<\/sells>/);
    assert.match(xml, /<sum>4<\/sum>/);
    assert.match(xml, /<end>20\d\d-/);
    assert.match(xml, /<instanceID>uuid:[0-9a-f-]{36}<\/instanceID>/);
    assert.ok(/name="photo-[\w-]+\.jpg"; filename="photo-[\w-]+\.jpg"\r\nContent-Type: image\/jpeg/.test(body), 'the photo is a part of its own');
    assert.ok(body.includes('2021:05:27 09:41:03'), 'the EXIF block is kept');
  });
}

await scene('choices follow from an answer above, and a group that is irrelevant has no page', {}, async ({ page }) => {
  await answer(page, '马路市场');
  await main(page, '加一');
  await main(page, '下一页：怎么处置的');
  await answer(page, '约定日期自行整改');
  await page.getByLabel('约定哪天前整改').fill('2021-04-30');
  await main(page, '下一页：涉及地段');
  await page.getByText('日期不能早于 2021年5月1日').waitFor();
  await page.getByLabel('约定哪天前整改').fill('2021-06-01');
  await main(page, '下一页：涉及地段');
  await page.getByText('先答上面的题').waitFor();
  await answer(page, '禾范街道');
  assert.deepEqual(await page.locator('.question').nth(1).locator('.opt').allInnerTexts(), ['小麦川村', '高粱坡村']);
});

await scene('the other language is a tap away, for the form and for our own words', { width: 360 }, async ({ page, shot }) => {
  await page.getByRole('button', { name: '换成 English' }).click();
  await page.getByText('Kind of problem').waitFor();
  await page.getByRole('button', { name: 'Next: What was done' }).waitFor();
  await shot('7-english');
  await noSideways(page);
});

await scene('a draft, photo and all, is back after a reload, and its photo is sent', {}, async ({ page, shot }) => {
  await fillFirstPage(page);
  await takePhoto(page);
  await page.waitForTimeout(900);
  await page.reload();
  await page.getByText('已接着上次的草稿填').waitFor();
  await page.locator('.photo img').waitFor();
  assert.equal(await page.getByLabel('一共几处？').inputValue(), '3');
  assert.equal(await page.getByLabel('位置说明').inputValue(), '小麦川村口东侧，便民超市对面');
  await shot('8-restored');
  await main(page, '下一页：怎么处置的');
  await answer(page, '当场清理完毕');
  await main(page, '下一页：逐个摊位');
  const before = server.received.length;
  await main(page, '提交');
  await page.getByText('已提交').waitFor();
  assert.ok(/name="photo-[\w-]+\.jpg"; filename=/.test(server.received[before].body));
  await main(page, '再填一条');
  await page.getByText('问题类型').waitFor();
  assert.equal(await page.getByText('已接着上次的草稿填').count(), 0);
});

await scene('C06_a_cut_connection_repeats_the_same_bytes', { query: 'answer=cut' }, async ({ page, shot }) => {
  await fillAll(page);
  const before = server.received.length;
  await main(page, '提交');
  await page.getByText('没有连上网络，还没有提交').waitFor();
  await shot('9-unreachable');
  await page.waitForTimeout(1200);
  await main(page, '重新提交');
  await page.waitForTimeout(500);
  await page.getByText('没有连上网络，还没有提交').waitFor();
  await page.waitForTimeout(700);
  await page.reload();
  await page.getByText('没有连上网络，还没有提交').waitFor();
  await main(page, '重新提交');
  await page.waitForTimeout(500);
  const sent = server.received.slice(before).map(({ body }) => /<data [\s\S]*<\/data>/.exec(body)[0]);
  assert.ok(sent.length >= 3, `${sent.length} sent`);
  assert.equal(new Set(sent).size, 1, 'the same record, end time and all');
});

await scene('two taps on submit send one record', {}, async ({ page }) => {
  await fillAll(page);
  const before = server.received.length;
  await page.getByRole('button', { name: '提交' }).evaluate((button) => (button.click(), button.click()));
  await page.getByText('已提交，第10192号').waitFor();
  assert.equal(server.received.length, before + 1);
});

await scene('S13_answers_changed_after_a_lost_answer_keep_their_number', { query: 'answer=cut' }, async ({ page }) => {
  await fillAll(page);
  const before = server.received.length;
  await main(page, '提交');
  await page.getByText('没有连上网络，还没有提交').waitFor();
  await main(page, '返回修改');
  await main(page, '添加摊位');
  await page.getByLabel('卖什么').fill('西瓜');
  await page.waitForTimeout(900);
  await page.reload();
  await page.getByLabel('卖什么').waitFor();
  assert.equal(await page.getByLabel('卖什么').inputValue(), '西瓜');
  await main(page, '提交');
  await page.getByText('没有连上网络，还没有提交').waitFor();
  const bodies = server.received.slice(before).map(({ body }) => Buffer.from(body, 'latin1').toString('utf8'));
  assert.equal(new Set(bodies.map((body) => /<instanceID>(.*?)</.exec(body)[1])).size, 1);
  assert.ok(bodies.at(-1).includes('西瓜'));
});

for (const [status, title, button] of [
  ['400', '这条记录没有收下', '返回修改'],
  ['409', '这条记录已提交过，内容不同', '作为新记录提交'],
  ['413', '照片太大，没有收下', '返回修改'],
]) {
  await scene(`answer ${status} says what happened and what next`, { query: `answer=${status}` }, async ({ page, shot }) => {
    await fillAll(page);
    const before = server.received.length;
    await main(page, '提交');
    await page.getByText(title).waitFor();
    await page.getByText('填的内容都在本页，没有丢。').waitFor();
    await shot(`9-${status}`);
    await main(page, button);
    if (status === '409') {
      await page.waitForTimeout(500);
      const ids = server.received.slice(before).map(({ body }) => /<instanceID>(.*?)<\/instanceID>/.exec(body)[1]);
      assert.equal(ids.length, 2);
      assert.notEqual(ids[0], ids[1]);
    } else {
      await page.getByText('逐个摊位').waitFor();
    }
  });
}

await scene('answer 503 counts down what the server asked for', { query: 'answer=503' }, async ({ page, shot }) => {
  await fillAll(page);
  await main(page, '提交');
  await page.getByText('2秒后可以重新提交。').waitFor();
  await shot('9-503');
  assert.ok(await page.getByRole('button', { name: '重新提交' }).isDisabled());
  await page.waitForTimeout(2500);
  assert.ok(await page.getByRole('button', { name: '重新提交' }).isEnabled());
});

await scene('C03_without_storage_it_is_said_before_the_form_opens', { before: () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }) }, async ({ page, shot }) => {
  await page.getByText('这个浏览器不保存草稿').waitFor();
  await shot('10-no-storage');
  await main(page, '知道了，开始填报');
  await fillAll(page);
  await main(page, '提交');
  await page.getByText('已提交，第10192号').waitFor();
});

await scene('a refused position is typed by hand and never in the way', { located: false }, async ({ page, shot }) => {
  await page.getByText('浏览器没有获准使用位置').waitFor();
  await page.getByRole('button', { name: '手动填写' }).click();
  await page.getByLabel('经度').fill('117.3');
  await page.getByLabel('纬度').fill('134.8');
  await page.getByRole('button', { name: '填入' }).click();
  await page.getByText('纬度在 −90 到 90 之间').waitFor();
  await page.getByLabel('纬度').scrollIntoViewIfNeeded();
  await shot('11-by-hand');
  await page.getByLabel('纬度').fill('34.8');
  await page.getByRole('button', { name: '填入' }).click();
  await page.getByText('禾范 017网格 小麦川村').waitFor();
});

await scene('the keyboard alone fills a page', {}, async ({ page }) => {
  await page.getByText('问题类型').waitFor();
  await page.locator('input[type=radio]').first().focus();
  await page.keyboard.press('ArrowDown');
  assert.ok(await page.getByRole('radio', { name: '乱堆乱放' }).isChecked());
  await page.getByLabel('一共几处？').focus();
  await page.keyboard.type('4');
  await page.getByRole('button', { name: '下一页：怎么处置的' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('本次共').waitFor();
});

await browser.close();
server.close();
for (const complaint of complaints) console.log(`complaint: ${complaint}`);
console.log(`${passed} passed, ${failed + complaints.length} failed`);
process.exitCode = failed + complaints.length > 0 ? 1 : 0;
