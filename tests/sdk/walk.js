// Sinch's official SDK as a client of SmsAdmin: only the host, the plan and the token are ours.
import assert from 'node:assert/strict';
import sinch from '@sinch/sdk-core';
import { Receiver } from './receiver.js';

const { SMSADMIN_URL: smsHostname, SMSADMIN_PLAN: servicePlanId, SMSADMIN_KEY: apiToken } = process.env;
const { sms } = new sinch.SinchClient({ servicePlanId, apiToken, smsHostname });
const FROM = '+12015550199';
const HOUR = 3_600_000;

const sorted = (values) => [...values].sort();

// What the service makes of a call that it refuses.
const refused = (call) => assert.rejects(call, sinch.RequestFailedError).then(() => call.catch((fault) => [fault.statusCode, JSON.parse(fault.data).code]));

const steps = {
  async 'sends to two, and is called once when both have ended'(receiver) {
    const batch = await sms.batches.sendTextMessage({ sendSMSRequestBody: {
      to: ['+12015550100', '+12035551150'], from: FROM, body: 'Hello', delivery_report: 'full', callback_url: receiver.url, client_reference: 'order 4711',
    } });
    assert.deepEqual([sorted(batch.to), batch.from, batch.canceled, batch.type], [['12015550100', '12035551150'], '12015550199', false, 'mt_text']);
    assert.ok(batch.created_at instanceof Date && batch.expire_at > batch.created_at);

    const report = await receiver.next((event) => event.batch_id === batch.id);
    assert.deepEqual([report.type, report.client_reference, report.total_message_count], ['delivery_report_sms', 'order 4711', 2]);
    assert.deepEqual(sorted(report.statuses.map((one) => [one.status, one.count, one.recipients])), [['Delivered', 1, ['12015550100']], ['Failed', 1, ['12035551150']]]);

    const full = await sms.deliveryReports.get({ batch_id: batch.id, type: 'full' });
    assert.deepEqual([full.type, full.total_message_count, full.statuses.length], ['delivery_report_sms', 2, 2]);
    const one = await sms.deliveryReports.getForNumber({ batch_id: batch.id, recipient_msisdn: '12015550100' });
    assert.deepEqual([one.status, one.code, one.recipient, one.at instanceof Date], ['Delivered', 0, '12015550100', true]);
    const listed = [];
    for await (const finished of sms.deliveryReports.list({ client_reference: 'order 4711', page_size: 1 })) listed.push(finished.recipient);
    assert.deepEqual(sorted(listed), ['12015550100', '12035551150']);
  },

  async 'hears of each step of one message, and of its end alone'(receiver) {
    const each = await sms.batches.sendTextMessage({ sendSMSRequestBody: {
      to: ['+12015550100'], from: FROM, body: 'Each step', delivery_report: 'per_recipient', callback_url: receiver.url,
    } });
    const end = await sms.batches.sendTextMessage({ sendSMSRequestBody: {
      to: ['+12015550112'], from: FROM, body: 'The end', delivery_report: 'per_recipient_final', callback_url: receiver.url, client_reference: 'the end',
    } });
    const delivered = await receiver.next((event) => event.batch_id === each.id && event.status === 'Delivered');
    assert.deepEqual([delivered.type, delivered.recipient, delivered.code, delivered.at instanceof Date], ['recipient_delivery_report_sms', '12015550100', 0, true]);
    const aborted = await receiver.next((event) => event.batch_id === end.id);
    assert.deepEqual([aborted.status, aborted.code, aborted.client_reference], ['Aborted', 412, 'the end']);
    const heard = receiver.heard.filter((event) => event.batch_id === each.id).map((event) => event.code);
    assert.deepEqual(heard, [...heard].sort((a, b) => (a || Infinity) - (b || Infinity)), 'never backwards');
    assert.equal(receiver.heard.filter((event) => event.batch_id === end.id).length, 1);
  },

  async 'finds what it sent'() {
    const sent = [];
    for (const text of ['one', 'two', 'three']) {
      sent.push((await sms.batches.sendTextMessage({ sendSMSRequestBody: { to: ['+12015550100'], from: FROM, body: text, client_reference: 'to be found' } })).id);
    }
    const page = await sms.batches.list({ client_reference: 'to be found', page_size: 2 });
    assert.deepEqual([page.data.length, page.hasNextPage], [2, true]);
    const found = [];
    for await (const batch of sms.batches.list({ client_reference: 'to be found', page_size: 2 })) found.push(batch.id);
    assert.deepEqual(sorted(found), sorted(sent));
    assert.equal((await sms.batches.get({ batch_id: sent[1] })).body, 'two');
  },

  async 'updates, replaces and cancels what waits'() {
    const send_at = new Date(Date.now() + HOUR);
    const { id } = await sms.batches.sendTextMessage({ sendSMSRequestBody: { to: ['+12015550100'], from: FROM, body: 'Later', send_at } });
    const updated = await sms.batches.update({ batch_id: id, updateBatchMessageRequestBody: { body: 'Later, changed', to_add: ['+12035551150'] } });
    assert.deepEqual([updated.id, updated.body, sorted(updated.to)], [id, 'Later, changed', ['12015550100', '12035551150']]);
    const replaced = await sms.batches.replace({ batch_id: id, replaceBatchMessageRequestBody: { to: ['+12035551150'], from: FROM, body: 'Another', send_at } });
    assert.deepEqual([replaced.id, replaced.body, replaced.to], [id, 'Another', ['12035551150']]);
    assert.equal((await sms.batches.cancel({ batch_id: id })).canceled, true);
    assert.equal((await sms.batches.get({ batch_id: id })).canceled, true);
  },

  async 'tries a text before it sends it'() {
    const run = await sms.batches.dryRun({ per_recipient: true, dryRunRequestBody: {
      to: ['+12015550100'], from: FROM, body: 'Hej ${name}', parameters: { name: { '+12015550100': 'Åsa', default: 'du' } },
    } });
    assert.deepEqual([run.number_of_recipients, run.number_of_messages, run.per_recipient[0].body], [1, 1, 'Hej Åsa']);
  },

  async 'sends binary, and says that it was used'() {
    const batch = await sms.batches.sendBinaryMessage({ sendSMSRequestBody: { to: ['+12015550100'], from: FROM, body: 'AAEC', udh: '050003010101', feedback_enabled: true } });
    assert.deepEqual([batch.type, batch.udh], ['mt_binary', '050003010101']);
    await sms.batches.sendDeliveryFeedback({ batch_id: batch.id, deliveryFeedbackRequestBody: { recipients: ['+12015550100'] } });
  },

  async 'is refused in Sinch\'s words'() {
    const send = (to) => sms.batches.sendTextMessage({ sendSMSRequestBody: { to, from: FROM, body: 'No' } });
    assert.deepEqual(await refused(send(['+12015550100', 'abc'])), [400, 'syntax_invalid_parameter_format']);
    assert.deepEqual(await refused(send([])), [400, 'syntax_constraint_violation']);
    const stranger = new sinch.SinchClient({ servicePlanId, apiToken: 'wrong', smsHostname });
    await assert.rejects(stranger.sms.batches.list(), (fault) => fault.statusCode === 401);
  },

  async 'reads what phones wrote'() {
    const inbounds = await sms.inbounds.list({ page_size: 5 });
    assert.ok(Array.isArray(inbounds.data));
  },
};

const receiver = await Receiver.open();
try {
  for (const [what, step] of Object.entries(steps)) {
    await step(receiver);
    console.log(`ok: ${what}`);
  }
  console.log('The SDK is content.');
} finally {
  receiver.close();
}
