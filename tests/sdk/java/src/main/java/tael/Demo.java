package tael;

import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.JSONObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The demo world: what demo.json says, and the control API with which the buyer acts. */
final class Demo {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JSONObject json;

    Demo(String path) throws IOException {
        json = JSON.parseObject(Files.readString(Path.of(path)));
    }

    /** A member by its path, such as {@code app.app_id}. */
    String get(String path) {
        JSONObject object = json;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            object = object.getJSONObject(names[i]);
            Checks.holds("demo.json has no " + path, object != null);
        }
        String value = object.getString(names[names.length - 1]);
        Checks.holds("demo.json has no " + path, value != null && !value.isEmpty());
        return value;
    }

    /** The rich buyer: certified, and needs no password for small amounts. */
    String buyerId() {
        return json.getJSONArray("buyers").getJSONObject(0).getString("user_id");
    }

    /** POSTs to the control API; gives the answer's members or fails with the answer's text. */
    JSONObject post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(JSON.toJSONString(body)));
    }

    /** GETs from the control API, likewise. */
    JSONObject read(String path) throws IOException, InterruptedException {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    private JSONObject send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(get("control.url") + path))
                .header("authorization", "Bearer " + get("control.token"))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, body)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        Checks.holds(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body(),
                answer.statusCode() < 300);
        return JSON.parseObject(answer.body());
    }

    /** The buyer presses "pay" in the cashier. */
    void pay(String tradeNo) throws IOException, InterruptedException {
        String password = json.getJSONArray("buyers").getJSONObject(0).getString("pay_password");
        JSONObject paid = post("/trades/" + tradeNo + "/pay",
                Map.of("buyer_id", buyerId(), "pay_password", password));
        Checks.equal("trade_no", paid.getString("trade_no"), tradeNo);
        Checks.equal("trade_status", paid.getString("trade_status"), "TRADE_SUCCESS");
    }

    /** The payment code that the buyer's phone shows now. */
    String authCode() throws IOException, InterruptedException {
        return post("/buyers/" + buyerId() + "/auth-codes", Map.of("scene", "bar_code")).getString("auth_code");
    }

    /** Moves the world's clock; answers when nothing due is left, deliveries included. */
    void advance(int seconds) throws IOException, InterruptedException {
        post("/clock/advance", Map.of("seconds", seconds));
    }
}
