type Field = { type: string; id: number; rule?: 'repeated'; keyType?: string };

/** Fields as `type name`, each with its number; `repeated` and `map` as in a .proto file. */
function message(numbers: Readonly<Record<string, number>>, nested?: object) {
  const fields: Record<string, Field> = {};
  for (const [declared, id] of Object.entries(numbers)) {
    const words = declared.split(' ');
    const [name, type] = [words.pop()!, words.pop()!];
    const rule = words.pop();
    fields[name] = rule === 'repeated' ? { rule, type, id } : { type, id };
    if (rule === 'map') fields[name] = { keyType: 'string', type, id };
  }
  return { fields, ...(nested ? { nested } : {}) };
}

function oneOf(choices: Readonly<Record<string, string[]>>, made: ReturnType<typeof message>) {
  return {
    ...made,
    oneofs: Object.fromEntries(Object.entries(choices).map(([name, oneof]) => [name, { oneof }])),
  };
}

const call = (requestType: string, responseType: string, responseStream = false) => ({
  requestType,
  responseType,
  ...(responseStream ? { responseStream } : {}),
});

/** What every request of a session carries. */
const OWN = { 'string session_id': 1, 'UserContext user_context': 2 };

const connect = {
  UserContext: message({ 'string user_id': 1, 'string user_name': 2 }),
  Plan: oneOf({ op_type: ['root', 'command'] }, message({ 'Relation root': 1, 'Command command': 2 })),
  Relation: oneOf(
    { rel_type: ['sql', 'local_relation'] },
    message({ 'SQL sql': 10, 'LocalRelation local_relation': 11 }),
  ),
  SQL: message({ 'string query': 1 }),
  LocalRelation: message({ 'bytes data': 1, 'string schema': 2 }),
  Command: oneOf(
    { command_type: ['create_dataframe_view', 'sql_command'] },
    message({ 'CreateDataFrameViewCommand create_dataframe_view': 3, 'SqlCommand sql_command': 5 }),
  ),
  CreateDataFrameViewCommand: message({
    'Relation input': 1,
    'string name': 2,
    'bool is_global': 3,
    'bool replace': 4,
  }),
  SqlCommand: message({ 'Relation input': 6 }),
  ExecutePlanRequest: message(
    {
      ...OWN,
      'Plan plan': 3,
      'string client_type': 4,
      'repeated RequestOption request_options': 5,
      'string operation_id': 6,
    },
    {
      RequestOption: oneOf(
        { request_option: ['reattach_options'] },
        message({ 'ReattachOptions reattach_options': 1 }),
      ),
    },
  ),
  ReattachOptions: message({ 'bool reattachable': 1 }),
  ExecutePlanResponse: oneOf(
    { response_type: ['arrow_batch', 'result_complete'] },
    message(
      { 'ArrowBatch arrow_batch': 2, 'string response_id': 13, 'ResultComplete result_complete': 14 },
      { ArrowBatch: message({ 'int64 row_count': 1, 'bytes data': 2 }), ResultComplete: message({}) },
    ),
  ),
  ReattachExecuteRequest: message({
    ...OWN,
    'string operation_id': 3,
    'string client_type': 4,
    'string last_response_id': 5,
  }),
  ReleaseExecuteRequest: oneOf(
    { release: ['release_all', 'release_until'] },
    message(
      {
        ...OWN,
        'string operation_id': 3,
        'string client_type': 4,
        'ReleaseAll release_all': 5,
        'ReleaseUntil release_until': 6,
      },
      { ReleaseAll: message({}), ReleaseUntil: message({ 'string response_id': 1 }) },
    ),
  ),
  InterruptRequest: message(
    { ...OWN, 'string client_type': 3, 'InterruptType interrupt_type': 4 },
    { InterruptType: { values: { INTERRUPT_TYPE_UNSPECIFIED: 0, INTERRUPT_TYPE_ALL: 1 } } },
  ),
  ConfigRequest: message(
    { ...OWN, 'Operation operation': 3, 'string client_type': 4 },
    {
      Operation: oneOf({ op_type: ['set'] }, message({ 'Set set': 1 })),
      Set: message({ 'repeated KeyValue pairs': 1 }),
    },
  ),
  KeyValue: message({ 'string key': 1, 'string value': 2 }),
  ReleaseSessionRequest: message({ ...OWN, 'string client_type': 3 }),
  FetchErrorDetailsRequest: message({ ...OWN, 'string error_id': 3, 'string client_type': 4 }),
  FetchErrorDetailsResponse: message(
    { 'int32 root_error_idx': 1, 'repeated Error errors': 2 },
    {
      Error: message({ 'string message': 2, 'int32 cause_idx': 4, 'SparkThrowable spark_throwable': 5 }),
      SparkThrowable: message({ 'string error_class': 1, 'map string message_parameters': 2 }),
    },
  ),
  // Answers of which nothing is read.
  Done: message({}),
  SparkConnectService: {
    methods: {
      ExecutePlan: call('ExecutePlanRequest', 'ExecutePlanResponse', true),
      ReattachExecute: call('ReattachExecuteRequest', 'ExecutePlanResponse', true),
      ReleaseExecute: call('ReleaseExecuteRequest', 'Done'),
      Config: call('ConfigRequest', 'Done'),
      Interrupt: call('InterruptRequest', 'Done'),
      ReleaseSession: call('ReleaseSessionRequest', 'Done'),
      FetchErrorDetails: call('FetchErrorDetailsRequest', 'FetchErrorDetailsResponse'),
    },
  },
};

/** What a failed call carries beside its message. */
const rpc = {
  Status: message({ 'int32 code': 1, 'string message': 2, 'repeated Detail details': 3 }),
  Detail: message({ 'string type_url': 1, 'bytes value': 2 }),
  ErrorInfo: message({ 'string reason': 1, 'string domain': 2, 'map string metadata': 3 }),
};

/**
 * The part of Spark Connect's protocol that is spoken here, as protobuf.js describes messages. Numbers and names are
 * those of the protocol (Apache Spark 4.x, spark/connect/*.proto); a reader skips the fields that it does not name.
 */
export const protocol = {
  nested: {
    spark: { nested: { connect: { nested: connect } } },
    google: { nested: { rpc: { nested: rpc } } },
  },
};
