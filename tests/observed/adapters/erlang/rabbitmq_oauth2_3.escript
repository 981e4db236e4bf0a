% Puts trials before the OAuth 2 backend of RabbitMQ 3, called as the broker calls it when a client logs in.
% /// observed
% debian = ["rabbitmq-server", "erlang-base"]
% [reach]
% issuers = "none"  # it looks at none
% single = true  # a broker has one resource_server_id
% nonempty = true
% extra = { scope = ["read:*/*"] }  # a token without ends the process, as one without aud does
% [recipe]
% configuration = true
% cut = true
% ///

main(_) ->
    Plugins = filelib:wildcard("/usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins/*/ebin"),
    ok = code:add_pathsa(Plugins),
    logger:set_primary_config(level, none),
    {ok, _} = application:ensure_all_started(jose),
    io:setopts([binary, {encoding, unicode}]),
    serve().

serve() ->
    case io:get_line("") of
        eof -> ok;
        Line ->
            io:format("~ts~n", [jsx:encode(answer(jsx:decode(Line, [return_maps])))]),
            serve()
    end.

answer(#{<<"token">> := Token, <<"key">> := Key} = Question) ->
    configure(Question, Key),
    try rabbit_auth_backend_oauth2:user_login_authentication(<<"user">>, [{password, Token}]) of
        {ok, _} -> #{accepted => true};
        {refused, Format, Values} -> refused(one_line(io_lib:format(Format, Values)))
    catch
        % The process of the connection ends, and no text is the verifier's own.
        error:function_clause -> refused(null)
    end.

% The log breaks a text by its width, behind commas and other signs.
one_line(Text) -> iolist_to_binary(re:replace(unicode:characters_to_binary(Text), "\\n *", "", [global, unicode])).

refused(Text) -> #{accepted => false, message => Text}.

% The settings of this trial, or those of a file advanced.config.
configure(Question, Key) ->
    Settings = case Question of
        #{<<"recipe">> := Recipe} -> advanced(Recipe);
        #{<<"audience">> := Audience} -> [{resource_server_id, Audience}];
        _ -> []
    end,
    Name = rabbitmq_auth_backend_oauth2,
    [application:unset_env(Name, One) || {One, _} <- application:get_all_env(Name)],
    [application:set_env(Name, One, Value) || {One, Value} <- Settings],
    Type = case Key of <<"-----BEGIN", _/binary>> -> pem; _ -> raw end,
    Keys = #{<<"observed">> => #{}},
    application:set_env(Name, key_config, [{signing_keys, Keys#{<<"observed">> := signing(Type, Key)}}]).

signing(pem, Key) -> {pem, Key};
signing(raw, Key) -> {map, #{<<"kty">> => <<"oct">>, <<"k">> => base64url:encode(Key)}}.

advanced(Text) ->
    {ok, Tokens, _} = erl_scan:string(unicode:characters_to_list(Text)),
    {ok, [{_, Settings}]} = erl_parse:parse_term(Tokens),
    Settings.
