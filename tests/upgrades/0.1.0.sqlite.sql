BEGIN TRANSACTION;
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_logentry','Can add log entry');
INSERT INTO "auth_permission" VALUES(2,1,'change_logentry','Can change log entry');
INSERT INTO "auth_permission" VALUES(3,1,'delete_logentry','Can delete log entry');
INSERT INTO "auth_permission" VALUES(4,1,'view_logentry','Can view log entry');
INSERT INTO "auth_permission" VALUES(5,2,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(6,2,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(7,2,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(8,2,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(9,3,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(10,3,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(11,3,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(12,3,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(13,4,'add_user','Can add user');
INSERT INTO "auth_permission" VALUES(14,4,'change_user','Can change user');
INSERT INTO "auth_permission" VALUES(15,4,'delete_user','Can delete user');
INSERT INTO "auth_permission" VALUES(16,4,'view_user','Can view user');
INSERT INTO "auth_permission" VALUES(17,5,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(18,5,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(19,5,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(20,5,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(21,6,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(22,6,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(23,6,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(24,6,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(25,7,'add_crontabschedule','Can add crontab');
INSERT INTO "auth_permission" VALUES(26,7,'change_crontabschedule','Can change crontab');
INSERT INTO "auth_permission" VALUES(27,7,'delete_crontabschedule','Can delete crontab');
INSERT INTO "auth_permission" VALUES(28,7,'view_crontabschedule','Can view crontab');
INSERT INTO "auth_permission" VALUES(29,8,'add_intervalschedule','Can add interval');
INSERT INTO "auth_permission" VALUES(30,8,'change_intervalschedule','Can change interval');
INSERT INTO "auth_permission" VALUES(31,8,'delete_intervalschedule','Can delete interval');
INSERT INTO "auth_permission" VALUES(32,8,'view_intervalschedule','Can view interval');
INSERT INTO "auth_permission" VALUES(33,9,'add_periodictask','Can add periodic task');
INSERT INTO "auth_permission" VALUES(34,9,'change_periodictask','Can change periodic task');
INSERT INTO "auth_permission" VALUES(35,9,'delete_periodictask','Can delete periodic task');
INSERT INTO "auth_permission" VALUES(36,9,'view_periodictask','Can view periodic task');
INSERT INTO "auth_permission" VALUES(37,10,'add_periodictasks','Can add periodic task track');
INSERT INTO "auth_permission" VALUES(38,10,'change_periodictasks','Can change periodic task track');
INSERT INTO "auth_permission" VALUES(39,10,'delete_periodictasks','Can delete periodic task track');
INSERT INTO "auth_permission" VALUES(40,10,'view_periodictasks','Can view periodic task track');
INSERT INTO "auth_permission" VALUES(41,11,'add_solarschedule','Can add solar event');
INSERT INTO "auth_permission" VALUES(42,11,'change_solarschedule','Can change solar event');
INSERT INTO "auth_permission" VALUES(43,11,'delete_solarschedule','Can delete solar event');
INSERT INTO "auth_permission" VALUES(44,11,'view_solarschedule','Can view solar event');
INSERT INTO "auth_permission" VALUES(45,12,'add_clockedschedule','Can add clocked');
INSERT INTO "auth_permission" VALUES(46,12,'change_clockedschedule','Can change clocked');
INSERT INTO "auth_permission" VALUES(47,12,'delete_clockedschedule','Can delete clocked');
INSERT INTO "auth_permission" VALUES(48,12,'view_clockedschedule','Can view clocked');
INSERT INTO "auth_permission" VALUES(49,13,'add_certificateauthority','Can add certificate authority');
INSERT INTO "auth_permission" VALUES(50,13,'change_certificateauthority','Can change certificate authority');
INSERT INTO "auth_permission" VALUES(51,13,'delete_certificateauthority','Can delete certificate authority');
INSERT INTO "auth_permission" VALUES(52,13,'view_certificateauthority','Can view certificate authority');
INSERT INTO "auth_permission" VALUES(53,14,'add_revokedbearer','Can add revoked bearer');
INSERT INTO "auth_permission" VALUES(54,14,'change_revokedbearer','Can change revoked bearer');
INSERT INTO "auth_permission" VALUES(55,14,'delete_revokedbearer','Can delete revoked bearer');
INSERT INTO "auth_permission" VALUES(56,14,'view_revokedbearer','Can view revoked bearer');
INSERT INTO "auth_permission" VALUES(57,15,'add_alert','Can add alert');
INSERT INTO "auth_permission" VALUES(58,15,'change_alert','Can change alert');
INSERT INTO "auth_permission" VALUES(59,15,'delete_alert','Can delete alert');
INSERT INTO "auth_permission" VALUES(60,15,'view_alert','Can view alert');
INSERT INTO "auth_permission" VALUES(61,16,'add_client','Can add client');
INSERT INTO "auth_permission" VALUES(62,16,'change_client','Can change client');
INSERT INTO "auth_permission" VALUES(63,16,'delete_client','Can delete client');
INSERT INTO "auth_permission" VALUES(64,16,'view_client','Can view client');
INSERT INTO "auth_permission" VALUES(65,16,'rotate_client','Can stage, prove, activate, retire and revoke credentials');
INSERT INTO "auth_permission" VALUES(66,17,'add_credential','Can add credential');
INSERT INTO "auth_permission" VALUES(67,17,'change_credential','Can change credential');
INSERT INTO "auth_permission" VALUES(68,17,'delete_credential','Can delete credential');
INSERT INTO "auth_permission" VALUES(69,17,'view_credential','Can view credential');
INSERT INTO "auth_permission" VALUES(70,17,'export_credential','Can export private keys, where ALLOW_KEY_EXPORT is on');
INSERT INTO "auth_permission" VALUES(71,18,'add_accesstoken','Can add access token');
INSERT INTO "auth_permission" VALUES(72,18,'change_accesstoken','Can change access token');
INSERT INTO "auth_permission" VALUES(73,18,'delete_accesstoken','Can delete access token');
INSERT INTO "auth_permission" VALUES(74,18,'view_accesstoken','Can view access token');
INSERT INTO "auth_permission" VALUES(75,19,'add_environment','Can add environment');
INSERT INTO "auth_permission" VALUES(76,19,'change_environment','Can change environment');
INSERT INTO "auth_permission" VALUES(77,19,'delete_environment','Can delete environment');
INSERT INTO "auth_permission" VALUES(78,19,'view_environment','Can view environment');
INSERT INTO "auth_permission" VALUES(79,20,'add_event','Can add event');
INSERT INTO "auth_permission" VALUES(80,20,'change_event','Can change event');
INSERT INTO "auth_permission" VALUES(81,20,'delete_event','Can delete event');
INSERT INTO "auth_permission" VALUES(82,20,'view_event','Can view event');
INSERT INTO "auth_permission" VALUES(83,21,'add_pendinggrant','Can add pending grant');
INSERT INTO "auth_permission" VALUES(84,21,'change_pendinggrant','Can change pending grant');
INSERT INTO "auth_permission" VALUES(85,21,'delete_pendinggrant','Can delete pending grant');
INSERT INTO "auth_permission" VALUES(86,21,'view_pendinggrant','Can view pending grant');
INSERT INTO "auth_permission" VALUES(87,22,'add_signingkeyset','Can add signing key set');
INSERT INTO "auth_permission" VALUES(88,22,'change_signingkeyset','Can change signing key set');
INSERT INTO "auth_permission" VALUES(89,22,'delete_signingkeyset','Can delete signing key set');
INSERT INTO "auth_permission" VALUES(90,22,'view_signingkeyset','Can view signing key set');
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
INSERT INTO "auth_user" VALUES(1,'md5$FBSo396sxi2MRsDoEIwm77$cb5a29e1a0d22543696a7f911838f843',NULL,1,'olivia','','olivia@example.test',1,1,'2026-08-20 12:00:00','');
INSERT INTO "auth_user" VALUES(2,'md5$fFWMnDFbGQpV6lPYW93Q4c$983ae6fac68d3bc58b1748ca0a1d622a',NULL,0,'otto','','otto@example.test',1,1,'2026-08-20 12:00:00','');
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_user_user_permissions" VALUES(1,2,64);
INSERT INTO "auth_user_user_permissions" VALUES(2,2,65);
INSERT INTO "auth_user_user_permissions" VALUES(3,2,69);
INSERT INTO "auth_user_user_permissions" VALUES(4,2,70);
INSERT INTO "auth_user_user_permissions" VALUES(5,2,82);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_clockedschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clocked_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_crontabschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "minute" varchar(240) NOT NULL, "hour" varchar(96) NOT NULL, "day_of_week" varchar(64) NOT NULL, "day_of_month" varchar(124) NOT NULL, "month_of_year" varchar(64) NOT NULL, "timezone" varchar(63) NOT NULL);
CREATE TABLE "django_celery_beat_intervalschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "every" integer NOT NULL, "period" varchar(24) NOT NULL);
INSERT INTO "django_celery_beat_intervalschedule" VALUES(1,15,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(2,5,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(3,30,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(4,3600,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(5,86400,'seconds');
INSERT INTO "django_celery_beat_intervalschedule" VALUES(6,300,'seconds');
CREATE TABLE "django_celery_beat_periodictask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL UNIQUE, "task" varchar(200) NOT NULL, "args" text NOT NULL, "kwargs" text NOT NULL, "queue" varchar(200) NULL, "exchange" varchar(200) NULL, "routing_key" varchar(200) NULL, "expires" datetime NULL, "enabled" bool NOT NULL, "last_run_at" datetime NULL, "total_run_count" integer unsigned NOT NULL CHECK ("total_run_count" >= 0), "date_changed" datetime NOT NULL, "description" text NOT NULL, "crontab_id" integer NULL REFERENCES "django_celery_beat_crontabschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "interval_id" integer NULL REFERENCES "django_celery_beat_intervalschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "solar_id" integer NULL REFERENCES "django_celery_beat_solarschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "one_off" bool NOT NULL, "start_time" datetime NULL, "priority" integer unsigned NULL CHECK ("priority" >= 0), "headers" text NOT NULL, "clocked_id" integer NULL REFERENCES "django_celery_beat_clockedschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "expire_seconds" integer unsigned NULL CHECK ("expire_seconds" >= 0));
INSERT INTO "django_celery_beat_periodictask" VALUES(1,'mosaic_clients.refresh_due_access_tokens','mosaic_clients.refresh_due_access_tokens','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Refresh the access tokens that are due',NULL,1,NULL,0,NULL,NULL,'{}',NULL,30);
INSERT INTO "django_celery_beat_periodictask" VALUES(2,'mosaic_clients.poll_pending_grants','mosaic_clients.poll_pending_grants','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Ask whether users have approved what waits for them',NULL,2,NULL,0,NULL,NULL,'{}',NULL,10);
INSERT INTO "django_celery_beat_periodictask" VALUES(3,'mosaic_clients.rotate_due_clients','mosaic_clients.rotate_due_clients','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Do the next step of every rotation that has one to do',NULL,3,NULL,0,NULL,NULL,'{}',NULL,60);
INSERT INTO "django_celery_beat_periodictask" VALUES(4,'mosaic_clients.send_due_alerts','mosaic_clients.send_due_alerts','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Tell people about certificates that end soon',NULL,6,NULL,0,NULL,NULL,'{}',NULL,600);
INSERT INTO "django_celery_beat_periodictask" VALUES(5,'mosaic_clients.prune_revoked_bearers','mosaic_clients.prune_revoked_bearers','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Forget revoked tokens that have expired by themselves',NULL,4,NULL,0,NULL,NULL,'{}',NULL,7200);
INSERT INTO "django_celery_beat_periodictask" VALUES(6,'mosaic_clients.compare_published_clients','mosaic_clients.compare_published_clients','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Compare what Mosaic holds with what it should hold',NULL,5,NULL,0,NULL,NULL,'{}',NULL,172800);
INSERT INTO "django_celery_beat_periodictask" VALUES(7,'mosaic_clients.refresh_signing_key_sets','mosaic_clients.refresh_signing_key_sets','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Refresh the signing keys of Mosaic that soon go stale',NULL,1,NULL,0,NULL,NULL,'{}',NULL,30);
INSERT INTO "django_celery_beat_periodictask" VALUES(8,'mosaic_clients.refresh_discoveries','mosaic_clients.refresh_discoveries','[]','{}',NULL,NULL,NULL,NULL,1,NULL,0,'2026-08-20 12:00:00','Read the discovery documents that are used again',NULL,5,NULL,0,NULL,NULL,'{}',NULL,172800);
CREATE TABLE "django_celery_beat_periodictasks" ("ident" smallint NOT NULL PRIMARY KEY, "last_update" datetime NOT NULL);
CREATE TABLE "django_celery_beat_solarschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "event" varchar(24) NOT NULL, "latitude" decimal NOT NULL, "longitude" decimal NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'admin','logentry');
INSERT INTO "django_content_type" VALUES(2,'auth','permission');
INSERT INTO "django_content_type" VALUES(3,'auth','group');
INSERT INTO "django_content_type" VALUES(4,'auth','user');
INSERT INTO "django_content_type" VALUES(5,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(6,'sessions','session');
INSERT INTO "django_content_type" VALUES(7,'django_celery_beat','crontabschedule');
INSERT INTO "django_content_type" VALUES(8,'django_celery_beat','intervalschedule');
INSERT INTO "django_content_type" VALUES(9,'django_celery_beat','periodictask');
INSERT INTO "django_content_type" VALUES(10,'django_celery_beat','periodictasks');
INSERT INTO "django_content_type" VALUES(11,'django_celery_beat','solarschedule');
INSERT INTO "django_content_type" VALUES(12,'django_celery_beat','clockedschedule');
INSERT INTO "django_content_type" VALUES(13,'mosaic_clients','certificateauthority');
INSERT INTO "django_content_type" VALUES(14,'mosaic_clients','revokedbearer');
INSERT INTO "django_content_type" VALUES(15,'mosaic_clients','alert');
INSERT INTO "django_content_type" VALUES(16,'mosaic_clients','client');
INSERT INTO "django_content_type" VALUES(17,'mosaic_clients','credential');
INSERT INTO "django_content_type" VALUES(18,'mosaic_clients','accesstoken');
INSERT INTO "django_content_type" VALUES(19,'mosaic_clients','environment');
INSERT INTO "django_content_type" VALUES(20,'mosaic_clients','event');
INSERT INTO "django_content_type" VALUES(21,'mosaic_clients','pendinggrant');
INSERT INTO "django_content_type" VALUES(22,'mosaic_clients','signingkeyset');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'contenttypes','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(2,'auth','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(3,'admin','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(4,'admin','0002_logentry_remove_auto_add','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(5,'admin','0003_logentry_add_action_flag_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(6,'contenttypes','0002_remove_content_type_name','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(7,'auth','0002_alter_permission_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(8,'auth','0003_alter_user_email_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(9,'auth','0004_alter_user_username_opts','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(10,'auth','0005_alter_user_last_login_null','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(11,'auth','0006_require_contenttypes_0002','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(12,'auth','0007_alter_validators_add_error_messages','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(13,'auth','0008_alter_user_username_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(14,'auth','0009_alter_user_last_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(15,'auth','0010_alter_group_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(16,'auth','0011_update_proxy_permissions','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(17,'auth','0012_alter_user_first_name_max_length','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(18,'django_celery_beat','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(19,'django_celery_beat','0002_auto_20161118_0346','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(20,'django_celery_beat','0003_auto_20161209_0049','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(21,'django_celery_beat','0004_auto_20170221_0000','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(22,'django_celery_beat','0005_add_solarschedule_events_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(23,'django_celery_beat','0006_auto_20180322_0932','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(24,'django_celery_beat','0007_auto_20180521_0826','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(25,'django_celery_beat','0008_auto_20180914_1922','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(26,'django_celery_beat','0006_auto_20180210_1226','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(27,'django_celery_beat','0006_periodictask_priority','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(28,'django_celery_beat','0009_periodictask_headers','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(29,'django_celery_beat','0010_auto_20190429_0326','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(30,'django_celery_beat','0011_auto_20190508_0153','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(31,'django_celery_beat','0012_periodictask_expire_seconds','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(32,'django_celery_beat','0013_auto_20200609_0727','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(33,'django_celery_beat','0014_remove_clockedschedule_enabled','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(34,'django_celery_beat','0015_edit_solarschedule_events_choices','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(35,'django_celery_beat','0016_alter_crontabschedule_timezone','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(36,'django_celery_beat','0017_alter_crontabschedule_month_of_year','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(37,'django_celery_beat','0018_improve_crontab_helptext','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(38,'django_celery_beat','0019_alter_periodictasks_options','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(39,'mosaic_clients','0001_initial','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(40,'mosaic_clients','0002_default_schedule','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(41,'mosaic_clients','0003_alerts_more_often','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(42,'mosaic_clients','0004_client_alternative_names','2026-08-20 12:00:00');
INSERT INTO "django_migrations" VALUES(43,'sessions','0001_initial','2026-08-20 12:00:00');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "mosaic_clients_accesstoken" ("id" char(32) NOT NULL PRIMARY KEY, "resource" varchar(500) NOT NULL, "value" text NOT NULL, "scope" text NOT NULL, "obtained_at" datetime NULL, "expires_at" datetime NULL, "due_at" datetime NOT NULL, "claimed_until" datetime NULL, "claim" char(32) NULL, "failures" smallint unsigned NOT NULL CHECK ("failures" >= 0), "problem" varchar(500) NOT NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" char(32) NULL REFERENCES "mosaic_clients_credential" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_token_per_client_and_resource" UNIQUE ("client_id", "resource"));
INSERT INTO "mosaic_clients_accesstoken" VALUES('c1673e09094f4fc7bda6b1d2bb2dfa1d','','v1.c70f84d29ea6.nfKdNN9YfRw1OmcghdRjEB_tjgwqvx2Rk-CVyG-2wrDmITcvRV4rAlakurWtHBtSj9HJy8GdGlkK1R9csTC0qcjOMaq3rY3glcxG3EZNDf8I5GIR5YuPTAn6_oBJEPZRfy74LgeZk5xNqyzC0Xoks1qnVX-pld0eeSSCIpy7Ci84w0h1Pvlf4BhuS-Z1x1QrzBNHHQsl5pfqeQJ-HFAUHh3uL5CjA-cOYXVfaixyPpfdM62yOViL8k1qh6hl-8M3ThtWGd-MsHKt5vUiZJwIR9Z0GF--XYDsb3b9kW5J1eEOXDYDr-VjpHz4pOjB8Wr51CcvOQqxchqGPZ_hzRCXiZ9hKZIotgo-rlKPF98PcI3_DpI9bN1elN7XL4jnknNWg-M4GahDUAq3LliIhQrC5B7oTE4Z9sNhCcLbnO0gdouM6mOJmsoRuy_9_d8mlmexBoF6gI3tPn8i3E5g-eJDXdTZNOcwuMlPsOkJDryqZbWVFmXWSCXz9sVmGPWQNVpCY6uzMACGjlbMkf78pIUfz-Pe5teJd_Eok7KaRsM_s6EuAmKMDEoyo2-vyOOQf2u64DJdyw2KIfh1rdBzi2eatHhjsktdMofYnT1LQJWMivAbNcUTc3AzoYnI123GZELY0h4f7uSXwn70uCI6dfQgFQwNiEXJgwLp9hzstVxjvAAycbLZLKQRz0nwZKZD_Y_pB7YZgTJpujDVGgFS54MdsrR9UB-hWo9xVHQ37GDZdU8HVwQGQa-V1X7WuJuymhVQpT4pzipPk5UBWuZdcY87A7iRykDPQTzH3MerZL-umYVC7BQwH0ySCl26RdMbL4vrXn_4gAxLOrH3rDm38aYlQjDOq6zAZc7SAnLtAPUyyPw9pApiZGmXpy8tPEA9a8NaIo4lmiY61-y6l_Dw5h1GyTv4SilwKcB2SReCR_nFv1gOyoF_M5JNysDfDGXsTiNIb3mhnXAOnaS3QVnBBXB3PRLf5IgvyZmHacm8b88nCkl8otFuVuNBESUHmpqkugc6k2tvG8pqMUn-knuPc7Aopi9reouVjBZlVBS-vaQVDD13cW_Mg0C882_cCG4GFlOTxoZfdFFaRF-SqiLP19a3lE51lvu3nwjXq4Tf8sqHQRKew5lvKoFxzxfwj7i3cFVlNLr3ekvkjZLI6C3JzOwUlBAna4thmZ0OXkWTApEyZcw1bdm9qSELspC2F2jbp3qSxSfrIHamc1gwDmNJ6DS_jPMEO_vxTylUdj2xk2-jh4vN_-vzmd77fukIDgtgNIGc7yPDJgmBruZaBOTPhsn3O0NPoYAL5sS2n0cTCfoZyWtom8sPRw1xsB7o8nO6ddEZTWY7rZbFfBs13vsTm8NDZy5uy_Iai2_oe9uY3-o7','openid','2026-11-29 11:48:00','2026-11-29 12:48:00','2026-11-29 12:42:56.985292',NULL,NULL,0,'','06837b3c402247609caaaebea98fa603','e0ac9dde168a4785a8d764601372b48b');
INSERT INTO "mosaic_clients_accesstoken" VALUES('e6bdba5310cb41ae8d0a51a526d30473','https://payments.test','v1.c70f84d29ea6.omnPNaPy_ihFmFEwwdu6hIflJAWoLlu4myiSbf_GK_b6sQbnVt9Fm3nrHivQMJC_XL89bvfXpfLD4DmyiPrgOyKtXQeW8dZmTk5Y5ulboq7S34y1SDcFuH_s2YtYKc8m_YgK1f4pLMYKnUhdLKwBoD9kj4FgX-XC-iZkRIkhAIySCTEgsZsQPUDhPem2y6TcPGJoMfyqtI5csyyj87XITH_bIyEzAgCNbzCbyzeAWgIwNjiKbCKhdPzBzHPZWmtc5OLk0-qigN0xAgLd639T7I3ch9Y6Ig7QSXKJOycucZpiuvscu9UXQy0cRmyiPbpo-8jNlr4kkv7S13_9hgmZgRnnkTkKqBUQbYFMnTPtKqPR1jNB4jEm3g9hzeDfdPMXtOEgCrB9-pp4QBb8c-X-7LvjF1yhKReTHj5HdRog6XPUpB1fWbQqjtEGbor-PptRXhlpR58WycubmQMxItLdbMG_Yb6_fQVTDTFDXrSAlRzHMWJ4Wfdr5c3skU9whLQwgDcp8o2ZftnBWnzzy2DJI5AayqOY8xaK2d2u_oGFawoGFJTMmjxSD1-FR1_aXIfafIINl-HWEC6i2vyRCXfxYV5oRiIo_ViGFV61Z3It8DAAywhvgccCBkSh7B_fTxPOQ3uz9qUyPhe2ZtRUDi9z76gpvWBRTFFX2qaN15dg3b4uUVGxFHbP161Ps7sG6ZujvswECD5wnAZoE5GUtVy9_rXeJ1lHhMPSdiFVLjl2CSNzDkZuQbOjw0Am2WnM1htXvThYrE0O5Zk1L8fwXf4SFRKPcYFNjq2o3MN8IX0riVBck6l_FG1m2Br35Nqw00_dQy2vi4MZlpHhgiHx4NkqtCKPD95j1VDz789JErgobFwYtmqGSeiUBIhi2jHEGwHWH_DKoLk7MwFdsHzHaS2bYWHqJVcXPcYPACh1CUI2Vjn3rvCuZP5PMkzgcUT71BX9oakcCMYJFKbxfhe63MRM_143JE758JxB8ZY54tp_7v7NI4l_aFEIWN5IjFpmqOp_sxvBpKQ3cOwgrdQ4r5eROiu-BFXy7_ASdW-kHYZ4kTL4WDSr7Rfs83KVukQ5Hq_Y-VvrPD2AtxMn3rz-k50AeNT1giMhlyLPOUzqa3PcPnMnWADGvZLIqTpUWicaT6HV2GNNwpGey05VGglcP1BdhpixEygjVzulaASNMd_Omtj-Z1F4xmnkSx0hGj4kJiz1Be37t0FFEnXpbcyrbpRbnVGUvSRxbYjG7usVJFqhfIwR1eTyEzXqjk3e8CqkhYi1YSyIx4Lh-mxUpE8YRx7nutiJ9dDzotQfuZlIAhJKRn-q0aKKUM9Er9ny0Su3JWZbBKl3gg6MMMb09h8SEEulybhc2EJeppy8aPRrRfivskJShL558e9xGsF-Qa2Nz47P','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:56:40.827044',NULL,NULL,0,'','cd84dfb541794829a51ff0aa80cbcdbc','5a3ad2b4fb1a40a08c4d51abad2cd9c9');
INSERT INTO "mosaic_clients_accesstoken" VALUES('5013da3894ef4d14995e4282ec742093','https://ledger.test','v1.c70f84d29ea6.b8n06ROTtsyupWgb8U4SVp4iiAJQVaaCQnEDMQ3hpd3tCjjKwmBqGcH9W6r8vOoB-HU8RFwaK8qS0dnCM4PYDBy-b7pCD4STJgRNaeNQZKAKyDNNa40LAg8LZ-LYXUYQiOqpkNM6jmQqM9by_sMIlwFNDTqnIoyjgxrroyI1ubeeZiap-epY89yoGoa1kP9wGRtR3oCzYZkAdZhR1PnMh-URxhkOi3D5akBUnUtB2ksha0SEAuINwKGdOH3DwKHEpDGV75dUU9kFMXD7FvZKCWhdyJsSK_Df_olKCB8Aj8x80Kas3Q75txn96sfaePZ8uXroParmSkfjG32TZqiVGM96f6XISDGNaciljCf1KfiMDpax0AYgcVciYAxnYWzjFIoaC8aNbiSqS96-TQrquQ2joZz7GsZzg7jcvZPG9CzSoUbWI0M_yrlq6bsbM08PB8auI-EhyogPMTRuhQHXOGSDXRkURzjVf6zsKSKJ01ULrdRdaQpflBaDUmLN93tSnBXjOQpLafPVFcuzatA4P7QtrVS-DdQzg9Gv5L7ECDizsyMsa7KSYESZlcTnukyoKZigXxGSrVspakV8EtrGv9bmv2F3_yewbHGJvJP7LIb5Sp6FpESuiHEF7RyJJ8xAn_AFtx2aBnTxE0eZlUiPeQvFCHalm5t_fHXESPw1GJWXwcVJlGO-wOSSVgqQHTZ7PL3wckNYZzm-XELL9IZbEtR07NfE6EZhk72jnihCBjxFAJuIetK_WoVC4yVn-9zVrH34hXjQjQkYgcjFghgNUrcyPlZV_ipKcUljKJ4tITYjvM63gWN7Y7jlvs4NFHtU8HXBCaneUpJ8lvZK0-r4SwGU5LIqiugTptQxGLr35P5Pzwv2_W0yxL7fVUMpE1Ygkqpuo6PXO_DiuejGsu_MXhwKRun3vKjzAXsZYZrSD_69x00N3z_SsOAJUt3P_aUqJNRgEfNHCOeNyBKuunBL4QM8TtM0POLedMJwbIJvpSlMi01V6W7VhuC20PuJYA2shnshTMfWmAc3RNm86oujOGARr3TB0D8V4NQ42upH-PorC4ZOP8XS6r0Msi0aCoPCmxy_pi9QpjvlNg6pi3x2G2xnkMeR-xuXJHmkRRoJwTLJl3aTYjQhCoMJOf62984ICnFN7B2zXBuJNJqGgR7wP-UMZBJv_OFtP5r9H6xDsS_aMYdIdwyicxVOVFAahwbmfA1KPs-BP3FAXPoqFFPiv3enxXpKgD_Yep28KGKPfmE2l_KxNj2sW2kHG5-nF9r1caHnfXINKI3U7zZO8XMqKPgwYFi0xxLWMMoVLX79Tp1RgxLbMxNZFfpBUJ0-rtc61o-tQxKq7OSPshh6AkbHEyxSO7jnIb4OZ7uZ1Ot_HYFfMZgwTay_kg==','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:54:05.801622',NULL,NULL,0,'','48f92ffcde734b0ca9fb39fe0713480f','3284a0f2892746edb485cdc14c99bcbf');
INSERT INTO "mosaic_clients_accesstoken" VALUES('54deac7ac4104568a8f650717ff8307f','https://payments.test','v1.c70f84d29ea6.s2Bj_ScYD0oLxyrRekaMV3pufbH8RBi7bn_bV7QNLVI7krhjWuR7epf9AqlOoys1ZOEs01kXz16TUZcd0Nsg8scHWTrsuXx-p67D2hZ0HBbTrD82WdNuUs08Ma7oct--66175urlseVBhV201sYxRv5fU8f5YooA5QlbaZ7m95H6W4xCj6oyqvbekIIa_rV6Q_pv063o6MN4TIdDobkwZE7wKVdmKQH7IhLFapHAI6Qed4ORVXFRfQ6HRPqZuFK7YfdfqXubbfH0yq3brgjTyslfmcLcTkJFZEhWLrg0dFUFTbX_knZl0k6GGQ26EZyI2TtPJvPMkm49CTbMn5LZAwrL2nZTqTozddDNA-CKwJmpoYuTtRYHsibRH4Elazrll100zktB2AHGUp2W0zbsRwXbo6wjWgHMHi_DoPDgaIwJZwIyRUibx3pgPEOL3E0T_stXLBdcDuISZF06YUhotUX6oOvyB8Q0anIKxVkmcoJ__3E4O9gwCYouc7yQYic02FScmr_jU4CNoDYNgusOBFRwRCLVrTPONuRo8c7SHHIJrmoLzzqx8GuGWL5Jg-QxgWwLTC4lGcqIGCl1GRFD5xzjc6SDZ0WtdI_iEEcByGxHpo_OlncyZb7M86ZT0pF2vnDapStnX3QDDNwJ8BPTQci4025gA-3aFBKqFfrkqQLB3C_p9corxkQd_gLanbg-tFM_2gRB5N_M4t0JfhEqKWVABXB6Um2onota8lpqKjKtfq01JE3RINrAQxqY7DezTsNFt0zUj3-OmZTD1JxpgOtp1dXjh4HrYQlDLlXTBAD9TnLoIwqDB1YhsKIh8UfX36Sus0E-3QJhMWccXq5xJ0HwyEohkFU8A3Wy1mahXvFGkR00QNIRkyoH1XFQpTzGWFX9YMzMoSZ3LwI--9oK427JddegWEa4RKrpUR3D_dEykJ-R8ISXr6iU0fGBYg6thWgIs2hqNSkI7KXfGP40AsMYhes_zwywyGZy9_gfWnWS4vbrsjxyM2POQ96P0b8U4pIIaD3U3d17tCcab3gUvI6_tgV89vkwsfA9U7vqGnhoCld0Guy2Bq_XnuzTU-rVpvIvKJn-tz7mLr8K4vWr-8xU6RbKSmC-3iBjOAxEpGJb7yvocJnYOhnFbgKUAdT2azIT20HOiNszkmrNFioZXxkZ6PHOE0raKjANHLpuHPOizAb_FhyEd4nJ3pOrfs44w4cbDUpBa8Z6ZA8bd4rXLkF4MuxXSFW09RyrouOd96f7Y5kshcR3CASiB-RqYCNymcXJhefRMEs-TZTL6RgWRiLBjPzTX-O03TFHGwAc-4DiSEvYcEXIDPRGnllwP6GGqTTFiNM2r5DC2UXgUtB8U3Ql14QgHL-jqanDrVVjtgPmu5DJuMcg-F8Pzr66','openid','2026-11-29 09:30:00','2026-11-29 10:30:00','2026-11-29 10:27:03.330916',NULL,NULL,0,'','386dd1b6142d437e9ed1cb516eb5d922','d2e56b4e40ec4387964e6f3aa5fbebef');
INSERT INTO "mosaic_clients_accesstoken" VALUES('f3505b15bded41b8b86c1421be3b8337','https://payments.test','','',NULL,NULL,'2026-09-30 12:00:00',NULL,NULL,0,'','40cf9646164a434faafb256a192ae4c5',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('a951374056fb4596aa8d1052af863c9e','https://payments.test','','',NULL,NULL,'2026-10-15 12:02:00',NULL,NULL,0,'','0c30087d6a394de5af45fb7c099b6fde',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('10725c2e9827435aa9c79c1babf0aa8c','https://payments.test','v1.c70f84d29ea6.n8nkzztZ7sNOG1vaJ0UkhzvsRNuQMJWtbGYHIIuUu5WZVy5FRzMoNovNBHH_26X9LRCSzX_mh2EGB75Cow2F1bLkVkkn_94z2Q1Dxb8qPpiZ_tXm7P0nVyfqCQUtqIqFiq9S1ZlHVQjfNyoFXLREmAAuMsaaExlT74YZHRsoPO_bRY7CoD7ZUKDxom3u1dGRMnTqmShpvufz1rBk6nBw11KGF8GJLY5kfBF1HXhmAvuRgnBZpvH4l8A7IdCPrKQxdArh6jO72Z_KWdfKIHhA3ItAGZVLUjyoGbsDUqt3QB9WSjoXoH-ipAsS7djacaFhqTlPk4ee77pDrdeYlUgrHNr0P6EvmzuzjKttOIDTqCk9H7aAbd7wglM6DtcOgpI9YZqmKJm3lISowQ2Zhac5dZWb3TotFkaMjgmz-lBOKON567M8NpFSOqgZqvAcn4vlr0G-xoobZYhd6btvf5lnAvaoEpCXALeLb8Xj2z8aWtIlnABo5FuA-5hPssE4DhwkgkjzMhu-4GvwyGH3ol1hrt86lZMILKXF2cJpZX2QO4ExhtIRhwrmRXk3DmAxw51zgw4ZZlLLlcMPH3PYtItR2P0-OK5N55njqFsFHs6oXBBsFvZUCHm1pRV_hHEgICsGDIoM6PwR_bf07tANWLShOdvzFIpwmkTPoFnc74nUdc5WpbyXMWUAKfBrpOVTkr5PxM_I4auxm6BEOOZ4N00zPN_TC7Es0ylRI18U9EhTkDB5TjICN6FN07t7uBx4GCAOipFfjNdZ6mEPtroZV-bvqsmoZPsNECGjSpAVH7XEpk8huskHSlHdCXRwUJb3lsjH9HBn35XGdPWjevViEuAg3srdNWNVVkqzRruOunoePlkhmbaxZlWAgLrHKEt8i4Oa-aTBcKKgGvk42XLcZrEdI7AkpUYt16pkXkeMBzgsgkFSwJ3lNGBX-58FUe4fdVlgvVzlZ7Ngyw0tl-FtwPFOetHGNwlLciA0VKz5a1EWx53yUTbg_e9ueEgNyfkZdmNPxmFlaHDI3KAyup8UvW1DySwVyqLQLecN2tSKWffTknpf07RVVNjfvl1U09-xzQBI8xL6KTt6gKiLvYMh86h7vWLWkzxd0lnd-PjGoJLhu58DX7cYyGFeVJA0WvbmiGrCrO8dR_SKJX3O44xNcUO0Y3xSrQSuN55uCD6xumx6eN3bPWV0lpMINPgnWG3PILTJfwnJsiy0Hw5PWR1KJEsC3a47pBy8h3apq4UrZguCB21Mb7pDAe1-QV4sWnFzfuDAfSvdS4WN9yeW9fXyaq_j-Y6flgH2zL3I_Ky7ZSap-IiPXnxkCYxa2Z-BaSfRl9-a-IoZoCC7xxvz56knpFkFyrgVXL6RBdvErBqa29qq_PW5HGVBNpl4pJhNAS5yBECO','openid','2026-11-29 11:50:00','2026-11-29 12:50:00','2026-11-29 12:47:12.263746',NULL,NULL,0,'','436be03eed25416dbf2ee436acdef493','c4f3903c4c524d89b6c943dcb2f59ba4');
INSERT INTO "mosaic_clients_accesstoken" VALUES('17b6378d90b24265ba9a8b92a530cfbe','https://payments.test','v1.c70f84d29ea6.aq4nNj4Wujs_n6WfzQsq3ui25mS3MUP0XINYR0FoL6Uab-FWW533wDzYygwxjRxOlfshMawDokcnY6QbqNSzn7zEt-vOMkfCpjy-XI7fZdAYucesLeDuM_n1aX2kLLSK-7Bx2jud8RhW2kxIHA0bYHWN0XvVj5k7cGPXVr8h-cYRGJkKgX5haeAx-w0qyiMLDj2-9tobxXbSkrdaTsJIAyBP-IMgiKNa3B46CoMYRCiuahIbulDqZ4xibn9EWx1J5iMYexYx6uNTi7gtwMAxjjmq7tJEzLRyhTvPmoIngrljPpGy4JA4ad4VEzhcHwrOuIA4cmCfEbWrn2i-cDflZpWaDIDZHC6cpCtvj5Pa-VozErm6umfZnQutnZMbwKH0hdpHFR_jiz3h5kpTBh9bzuBhf1Wg2MrT85vHmUlqteOk7iaAEygN6rzbbIBc5OZdXJJDiZqyczxjkLfPPit5hzvTmDYBB27jDM1Z_jM5s7Ez75VBz6CHgmBVvq9BZRRUUkC85BW2slwV6uWWOQx-enPLRw_9z5ZqET7AY_AjxCTldvLaq9yNunPecPbsEbEa8e6e476mN_0e8hDF2CvI7BwIcqtzZmfShVS11P2XQbR8fPTXpWni5MR_z-YxNVF5cYXBaZEY9wRl8E-KrXo5HmiQPtqnru-9_Gx6UiEtH9uy6pfZrKXZ2ScYhEQ-ebTZFyIraK8CXMn_N4_2hK0Ub3suiws58affE7epgt3L4GYz03wtjtXd0yH6K2LoXDVs6ylmbvmUZGkH5lOEYmTLHzBY6fA3MCsAYR0mgTovhIRWlD830-QQwFN4EjTi7KJBs2QK0lc9TqY2XHQ8kWV5VUYlgxbarZop6r9RQXFfnrDf1eFGLXOvKe3TcGyXR6BgCac2tXSTDDpIa6fXPu_0uLIW1EWV7368iI6Rz9ffZENeqN9PcURPijYIarCeZjVkZh9WENWtUin73kl1jy4Hl4uqPvwvknsVoaCJZM2ceTpGkuMffpJ6GMeXXgvS0q2z_Anuvuw6IV68Ke5fM97lCazrVOTOjEMYRD0mZSkG9Jrmfve1FAlv3XwXKs3UjR_wYBHv_kPF9Gk4kiMBnMbSteRcvigRBmefmx1e6ip-YAnXtfWlG7DG8NC9Cqqu50viVZxHeAhV54uHWPeCAstcG7pQnTBSpmqGZ1UDTuGTnS0Xx6nNAPkldSGEKQYVFVLQvwhuASeQMtPyq8NVgzxcnBcfRkE_RVVdMCcDRvX3oPpB7IxDxHNab5WZ1DphkVQ6HV7VIBAA1d0kVRsfU5DKL67XdyzC2p5hmXrgW29yZEy-s9xb3BWOo4BGCNx4RVaMXJAE9_YiOlFyWNkvCr9TPoPEl0j587TD-SuPHN2egxwMiP9rBTSQ4pzPq0QynATV','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:55:45.099354',NULL,NULL,0,'','aaab51afa11a46408ce5c6081ee3627b','d3eb2a5173dd456297e553bab2684210');
INSERT INTO "mosaic_clients_accesstoken" VALUES('084e1e52ad8c4d819edde2a17fccd35f','https://payments.test','','',NULL,NULL,'2026-10-21 12:00:00',NULL,NULL,0,'','ac42e07b5a9b4c33826b296b123651aa',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('9e712b8dd68c4e349ac183245a01d2af','https://payments.test','','',NULL,NULL,'2026-11-19 12:00:00',NULL,NULL,0,'','7db0600e066e4217920dcbea03e6131d',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('7e802182dcd2448499ee3d859831de7d','https://payments.test','','',NULL,NULL,'2026-11-20 12:00:00',NULL,NULL,0,'','eec260dddeec4d9186d7b2b03a7d72de',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('883ac4557d0043a298ce5f01e4ad6c13','https://payments.test','v1.c70f84d29ea6.DkieRRNWkv5DMUA8dV1kOrHWfa_MO-rOGnsXDEfKlsGOBj073OkyEnH7uyypiZzoA3fToLsL5HafUlFMN__oRbo3mb5EG_sL5-VU8OCekGVNYSKhK1p29g3jzvZUnGG3hoPoXT9K0LTi1z1XCGoIYzYcIeoMnlnfgJHFhbzM_AJbD3YkRYeV6e6w_I1elsXOpWbX5VaB5gxIaRh5_X7j0_NhQaiKYJbYlJooy2OaiYX8Js-joeXeiBbYK8KAkR8n9WUqVkUnVjoE8ISZK6u4o0zlVLJACa_O76tw3OlSqvMc_aR7F-0zUWWyH4L6aS1v2zXGp9DlvzYV4TylGcCgRJPUZ5CwJQu_61ZlYnjwzTSinmuxLY-Nw_esNQcb-sn3bTrm9-9V-APWSLZHTOKC5SQIcIeOR9zga22sHCTM2EuiXfe73TrN-FZyLEOXeM7nxzPE47gXQbFu3gckuW8Oc66SKV9Eg3Kc_HBKROaa2gU61omkiDP2LLHRvYTdbsx8aWl8jxR_5iU8N3tqU-dybNsd2Bw1JYn2peqUXEmntAFk_dm7OrUa4BRh7Ism5O0T0BLALLy6YNZ6geuwknTra_zbM5zJxfbefB8WPTqfqWBeGgQcHrQS-H5LmHjaqAhdO1jV4pY0typLxo_1D3xx1Z384dG5mqfo8XvXNuoLxIlsAoCZ946iymoPYyck556tNRCeVKuon7LCxWKr-6E4ncKbkwz9ArfyqtkKPN2VpbJ2pLeso81KrGDNf7TKTJMVnojo8bMyynMh7NcYV9MXeh4F3fowm4H7xqWPvNPcX3fOReXZK7Y--ycWpu27Suyyci0VobY7Ro67EV5Zm-WyngrR8BjlwiGCpXdB-MkMrwpd2VbHytgEISrhUgLx_JPxKL9-rsLa6f1UssIxvSN-Ct7ncF_kco0TKLYb5m6VZfJQj_8gYfl8TxHmcuycXc_FWt_qemvHRDhVh_6Fr31mFvAUvF-vOValR-5eqMkAzHg8EEBSrsgd5OMRKzpvpUBAMF-s7TH0sk3IXd6MfQbzYBZRR562hw36SyXrNY4m5AdaF3dk1vnZngpnCEkJ_9NbxZpVzgM7tAKqjeyEkThJnntBQ7mOK1JHAhIHDHjxcpqpPzOb-RZs3U_X49As-BHhNgz2EzroGDo26QcloeYgkeIzbTs1ZQ2vDXvFRsVm5Tno_755-YlfmuCHsRvrXE9E_xStHkRHEmYPBIKvwIrxx2diqQcWWmxx04sHM_zvOJ7T4Rh8loZiMfNcTPjDdc8t0sBtw7rS7oWcdGUDPIIcjL5Ky1U5CtNw1ixahLcxmKt_HqfdwHasLUOqLdeZkazS2GsX7p1X2wfXBuqHrvd1f8JvnmY4Q_O9ywLI7dash1klF8Ol-LGqbQYwPc_z','openid','2026-11-29 09:00:00','2026-11-29 10:00:00','2026-11-29 09:30:21.276872',NULL,NULL,1,'Mosaic refuses (HTTP 503, http_503): a fault','ab4db460d80c4f88b052b6a338f1cf6e','0da2ffafd3814064b68ab07d747d3072');
INSERT INTO "mosaic_clients_accesstoken" VALUES('43abf684170e4ee8be9dee644d2eb099','https://payments.test/other','v1.c70f84d29ea6.AJA0AzRe5CRn5Cc1sy1pyGCVuqxgGf71SJljakWCZ953bKZvGlk9BZngRMrhrAt-rZiFX7ncPf3zBIiagJ6QfhwKGYnQd9ko5YMllpmDWlAYXMmz_ztB-dE1S3L7hfm5YUj4zY-rR2-vEkpJjvowCXKjaeIAJTiCRCqHDxMIGfd1FF8SO1PTiL1iCrj8XmMFXL9V8Va4bPiKBvSCkzldKBuUOHF-WAdbVehl5y5HgNVcZLVu5TuWVewLLIYTHVZ3_Om_MFhjSkig3CyOrz3BZMcmioF31uV35030H53ujODeUMN9x3RdNqic2WcWEXwjEkhGn3ORqY6DqIxN-Zfqhyz05tpmB-2czC5qVdG1_vcYAR9-oudZkYGmpzGvEcCrGIKAFASXIRhH7bGuLgAzIbps0bUdYHSxF4hE0EmZ9zYV6OlxpHBF5y8RsiApKcpxCGgfaMZ0EdMRJu6g7bXby9D1PaM9hjUrC_EZx5lECO66YKhbwYPk0YO3M2d8mAVis35Wv8f3sSfXELlR3jMUhAJg32Npg3GnrB-O2dGREiMRxSD9tFpJZUsuxXbV4-P7CKyo38Eg2kqkrAI72J7IDn3xOkryBrx8f2RzMJ74NpV6veOIVMCPbbYUTDZVjBjjSuY5WvzdzAR2HX7Rrn09qUkpZIjNByI8PM7Ae6YQ2YtfY1KYJNeV-_W94RlWJcqomvXgaqBmnc1liTVx-_xMUVQ1SnhTareoJCIRAf5yDeX7F3010f2PW6YB-XhttMqHAUgooujSIZ-iPU2gp7jmX2Jk5aJDctTfkCtPDQFEQorpojG7TPqnr8F7Xtz6mJnjAvalt8RKhhCYpN4GPccsjY-Co0ABJDgLIFA2FSr89O04g8jBQ52OVPtxDQqv-kc6SdE7euSGGyhPUMoDu1L4j_g_HtZF6GIGk1N6KHW4XQGB4WFBFWneKotJ6tEmSMadpWqOwoRZuDTSSGFObMhcrMi8EuovFXvR-E1ewuYxw7w2B2R6zwaq7LqYe3GhWIKF1yDQsElhQIz7DdyKBP3RACqo-qOXPJNwIzYGncL61bN_kuniBXiMd0OBHdffegFISlNb7KtAQ5GN9QKG75oLeJvP7uMfPk_ED-aN6h9A9mP5welKXzONt-OPDO6Md04yNGHVye7IHrxR7c0NmTQy4ZxYfcbx8Tm55lB0-7_luOEgPStWmtiDb9dmsenuQzkXSX1U5jxmxjrgh9LEBvgc7cNanlklp8gtIin7nrOjoc0RqfiEv6O8s2kTk_lElMi74wXJZK2iEk_tGbbwIZlDoNO8AM6OhpULHklIwHvXvgBlAEQv4z1ivrI71HHMOSSf5ueBB5NED1W5c-wpxmf25WwUZ6rCPAs8uc47gFgzV2Xgt6A87ga4wKycSZAKuU4kwmXuvUM=','openid','2026-11-29 09:00:00','2026-11-29 10:00:00','2026-11-29 09:57:24.197673',NULL,NULL,0,'','ab4db460d80c4f88b052b6a338f1cf6e','0da2ffafd3814064b68ab07d747d3072');
INSERT INTO "mosaic_clients_accesstoken" VALUES('f84979e713464247b5a79a201db0458b','https://payments.test','','openid','2026-11-29 11:50:00',NULL,'2026-11-29 11:50:00',NULL,NULL,0,'','811c3045df224f44bcb5797f117cba08',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('5638c314b0fd41dd8bf52461f7cfd939','https://payments.test','','',NULL,NULL,'2026-11-29 11:52:00',NULL,NULL,0,'','eadee7f380d04805995ea66399309433',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('913ee3dc588c40c4a9cbd0d2b923f1f7','https://payments.test','','',NULL,NULL,'2026-11-29 11:59:00',NULL,NULL,0,'','916d2ad9e1b843368da3c9b3299c3943',NULL);
INSERT INTO "mosaic_clients_accesstoken" VALUES('319ae8f045704e63aa5e93973f0eb69c','https://payments.test/third','v1.c70f84d29ea6.Tq4WIOrDQfbZ7BKEwB4wAwZsgS4WnWF6wbx6idrdt5IH0GlSuxZ3doUyOikG0eObF94Sd4KlM0Yru2jPX0almvGengvggKOW6GBmA0KXc1IaZQV_FCzWHJmTINoVmS0PTwn7JAAhjUrQLQPLuHEIhPOY_SjhOO5sRCtTYCEHHMFow-XHmYqB_ZzAdz1pEwvXVwXt8H0Kq13pafHm5r2Lycz69GizGa8_yyxbh9jsn9xmpv34-2a63fJCMkPOQu1bDO-K1_ec6GgjDZOnAenwd1mdlEFTetwyRDbHSghETBcGwAD2H3NiXtPLMYrRcTRw0SSSuYCN9UKzpuIpbrRDZfkI1Ff5PpwfWuD5Pm6pKObyOBJrxL-aJzQn8CfbVxuZyqsvu7Fiaha7oZ74ZvySC8flxcWsZvVGe82sA39QPuYUxXtWbEAXavXovzG5W2wNHH-L2rmW0IjEFXS05ZNO3HBB_XVR9UBVH5SOx1AtV-onpt_4dzRu019mqv6TQA4BZSVKPNIGDZFP8CGxGMtkE1KgIJS1S_-57S2fB1to3V11S9Va1NSq2Xz68Wv-BdJOrkGu3CCVHd0xYHiZAQexvh12484CS8Sm9JmHFBZupuVNtD1anf3HLxKEGg5r-kiasGdCSU1TzHfGzyhMSJPoIUVg1IQr-pYtqW3LFyTS362mivv-BypPghGJrgBQE-LGTtGjUGVoLrVh0tO71KMn_q9-8WKsyUA_aP5lEXJXf8ZA8puGK1Z-sN2s8hpd51LcE6YEYgC9he-4zVdbAtfeNZ_5QmFXynVUU_S1MTIruMGdVeKoRRcXMugtzcW_pQcoW8Vw8TNqUxa3usMwu1ll-wmWoaNgk2J7oJ45Io7psK9VEbpjkA85LIERzDNNZUMxNO7o1oiEPpc8qw5ym9P5KFda9VuO40teaVS8RoPwEiyQhTBa9lNmuIgWKfDuCP2sHD3zN_46YXH_45ht0ekHgEFRNHRdGIebKAJkgDvtF4V00YT-rumwsS8zS6n8hnLuAartFVAMUBF1Pp5YoItVsCcQPKX8FtIk3WtKrkT0jSPz0ggrrFPCPxhL53UbZAw_LOukM1iKUjQVug4opXeiiYVYxMjqNNsTtdut1rURQdqfuccRkOZQh5Wnitt0Pe07iNuLRi_l1JYX8x4n8H1Uw_JrSyUjS7HVnmVn-i0zw3m7-wk-kmD1H6ohiDj2x8EtBjTozGLuX1gzmtLATBrHmOzt-t4StlyF5HEE2gz_Oas8-P9taQ6qHkk6rPLi1y0pnJTvx3YwG6GnMVvS3kyvr5cbiMAgyLsOisEniQ-bivzyFMWIOAYl_OSOEsaXhW5LBTgtTpyY6W4AjUPuOvp5l9yU8IQq6J6OBLTkEJGuIKvXeknadWWuwyBK5Z70Gvs3eWb7ZcA=','openid','2026-11-29 12:00:00','2026-11-29 13:00:00','2026-11-29 12:56:20.028552',NULL,NULL,0,'','ab4db460d80c4f88b052b6a338f1cf6e','0da2ffafd3814064b68ab07d747d3072');
CREATE TABLE "mosaic_clients_alert" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "subject" varchar(100) NOT NULL, "threshold" varchar(20) NOT NULL, "expires_at" datetime NOT NULL, "sent_at" datetime NOT NULL, CONSTRAINT "one_alert_per_threshold" UNIQUE ("subject", "threshold"));
INSERT INTO "mosaic_clients_alert" VALUES(1,'signing-keys:887f550f-9d14-404c-846f-644bca822e89:20260821T120000.000000','keys stopped','2026-08-22 12:00:00','2026-08-21 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(2,'WT_W83fweUYP1QGkcM_Kbp95MAYqRfi5_W5FG6MzCdA:fda00a9f-f6da-4f5d-9d77-b54abfe755f9','10 %','2026-10-29 12:00:00','2026-10-29 06:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(3,'77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE:40cf9646-164a-434f-aafb-256a192ae4c5','30 d','2026-11-30 00:00:00','2026-10-31 06:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(4,'xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM:386dd1b6-142d-437e-9ed1-cb516eb5d922','14 d','2026-11-29 11:00:00','2026-11-15 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(5,'wG2KmQD5pxhgRv1eho2IFukJj5A6q3py__GTDIryj7M:ac42e07b-5a9b-4c33-826b-296b123651aa','14 d','2026-11-30 12:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(6,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:ac42e07b-5a9b-4c33-826b-296b123651aa','14 d','2026-11-30 12:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(7,'77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE:40cf9646-164a-434f-aafb-256a192ae4c5','14 d','2026-11-30 00:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(8,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:28af0fa1-6f12-4d39-8e04-fbc98811cca0','14 d','2026-11-30 12:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(9,'yTTfREiDKremZW6DdCN4HZ06QutLAIaxg30SMBqvOgU:074b7a5c-b5f0-45da-8211-e61ea36c7634','14 d','2026-11-30 12:00:00','2026-11-16 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(10,'xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM:386dd1b6-142d-437e-9ed1-cb516eb5d922','7 d','2026-11-29 11:00:00','2026-11-22 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(11,'wG2KmQD5pxhgRv1eho2IFukJj5A6q3py__GTDIryj7M:ac42e07b-5a9b-4c33-826b-296b123651aa','7 d','2026-11-30 12:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(12,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:ac42e07b-5a9b-4c33-826b-296b123651aa','7 d','2026-11-30 12:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(13,'77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE:40cf9646-164a-434f-aafb-256a192ae4c5','7 d','2026-11-30 00:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(14,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:28af0fa1-6f12-4d39-8e04-fbc98811cca0','7 d','2026-11-30 12:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(15,'yTTfREiDKremZW6DdCN4HZ06QutLAIaxg30SMBqvOgU:074b7a5c-b5f0-45da-8211-e61ea36c7634','7 d','2026-11-30 12:00:00','2026-11-23 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(16,'xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM:386dd1b6-142d-437e-9ed1-cb516eb5d922','3 d','2026-11-29 11:00:00','2026-11-26 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(17,'wG2KmQD5pxhgRv1eho2IFukJj5A6q3py__GTDIryj7M:ac42e07b-5a9b-4c33-826b-296b123651aa','3 d','2026-11-30 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(18,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:ac42e07b-5a9b-4c33-826b-296b123651aa','3 d','2026-11-30 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(19,'77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE:40cf9646-164a-434f-aafb-256a192ae4c5','3 d','2026-11-30 00:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(20,'M_FK8Li9Ce-GG_Dl1nC7zM-CDndR0U5Xfb9_BIh75ZE:28af0fa1-6f12-4d39-8e04-fbc98811cca0','3 d','2026-11-30 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(21,'yTTfREiDKremZW6DdCN4HZ06QutLAIaxg30SMBqvOgU:074b7a5c-b5f0-45da-8211-e61ea36c7634','3 d','2026-11-30 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(22,'proof:9cd5b121-82ad-405c-aa43-55ed8d68446a','proof overdue','2027-02-18 12:00:00','2026-11-27 12:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(23,'xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM:386dd1b6-142d-437e-9ed1-cb516eb5d922','1 d','2026-11-29 11:00:00','2026-11-28 21:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(24,'Uo7dFMOzcYb5MlsTGBk904_YALyQ_wdsSWqphH72M-Q:7db0600e-066e-4217-920d-cbea03e6131d','10 %','2026-11-30 00:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(25,'77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE:40cf9646-164a-434f-aafb-256a192ae4c5','1 d','2026-11-30 00:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(26,'signing-keys:1f0bf38d-1bac-466d-927a-8e79d535d7ec:20261128T210000.000000','keys failing','2026-11-29 10:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(27,'signing-keys:1b6d37bd-a3ce-4933-b80a-1fbc788fdbe4:20261128T210000.000000','keys stopped','2026-11-29 21:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(28,'signing-keys:91f418b7-57bf-4178-9f47-c4e03bb2c5ed:20261128T210000.000000','keys failing','2026-11-29 10:00:00','2026-11-29 09:00:00');
INSERT INTO "mosaic_clients_alert" VALUES(29,'xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM:386dd1b6-142d-437e-9ed1-cb516eb5d922','expired','2026-11-29 11:00:00','2026-11-29 11:48:00');
INSERT INTO "mosaic_clients_alert" VALUES(30,'signing-keys:1f0bf38d-1bac-466d-927a-8e79d535d7ec:20261128T210000.000000','keys stopped','2026-11-29 10:00:00','2026-11-29 11:48:00');
INSERT INTO "mosaic_clients_alert" VALUES(31,'signing-keys:91f418b7-57bf-4178-9f47-c4e03bb2c5ed:20261128T210000.000000','keys stopped','2026-11-29 10:00:00','2026-11-29 11:48:00');
CREATE TABLE "mosaic_clients_certificateauthority" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "private_key" text NOT NULL, "certificate" text NOT NULL, "subject_dn" text NOT NULL, "not_before" datetime NOT NULL, "not_after" datetime NOT NULL, "leaf_lifetime" bigint NOT NULL, "created_at" datetime NOT NULL);
INSERT INTO "mosaic_clients_certificateauthority" VALUES('e5b3dc3786d04ae4989079aa34347a91','issuing','v1.c70f84d29ea6.wKrWbiQ_SFEDcOAd9dlv7BZETF9yFU8SphH-kbb7RpRDX7E-PZ1GZc6n8VevPolNAE5bJOi6caIRGfsTyX9qK4sXIxtdX8I2qv-1iz74oWXiVOl9wCgw-Txmbn30JcrJTYJO26OtQr73VeybZnBMZ6aykMYQUBii86rF_QWj2ExS0mxtASkniC7Rn22b7jMWPhMxIhtf_b1y84R5iX8UrjOurOMMOd0mi_bxWc9VRKButQVKDYCWfnHkoeiYIOD-s4erq1OS2ysTlX4MVUQ50xpFJ773_7J-vAmVWt3jSEVX8GDH2VxCBo-9OT7GQPbfuPzHAxdt1yUU9bOtpAp1KToWvKFp_KsVt0QHM_c=','-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUXiXnABpa9Vd9ZPRIVHk2a5FOHUgwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQLsZRk
HA7YVJWgDE+ADEoo4vZliVfYZR+O7rgy6+IBYuuvbuYs5E2Cd7CghNjWN5tefZMh
uHTfpRwNDpGjtmvNo0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU9CacZgwujIIeRSFzJNbvSp68MOAwCgYIKoZIzj0EAwID
SQAwRgIhAMvn18EKP3Vh7KKKTiKsCLA8NX9r9WhC7w3o4x1yqdasAiEAw6pxC20f
Fb7HADz3+39YuCqfFqtQEdTr0QA71tyWB2E=
-----END CERTIFICATE-----
','CN=Issuing CA,O=Example','2026-08-21 11:55:00','2036-08-18 12:00:00',7776000000000,'2026-08-21 12:00:00');
INSERT INTO "mosaic_clients_certificateauthority" VALUES('28af0fa16f124d398e04fbc98811cca0','ending','v1.c70f84d29ea6.Q0tDfrYU9ToIYufKq04WYFmwDz5tqXGfPX46iM_4f6RjrbLAQd-eZqdVtxskW_wBs1L589239B7kgTwlqcisXdnFg6hmU4dLHvRmHXymhC_ZOxKhiN5QlAxhBLZc0BJuCzW0DO4Nq7plitBYmwehN0D10HkwGxiZIkYWcDw-BcHmDz_CM77uqCdrZvVYKEgJCXq70W2FqIqF2Puk_E7ToWFSXPuIK80zErSuy8LU5wo8L1OYFq3osDQxiMGNYL_Xc5knNgvH_xgTozpZ2aRozz3mXdKY0E5I73bBXjkC6WUnmuTHrh5sZWhWmgsQatUhxsFHL8sfAekLaB-l22pNcRZRqmt3sc4t_oSSGmw=','-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUBh4CJO4MD5HPUbfekMyWaOoXslIwCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDEyMDAwMFowJjEQMA4GA1UECgwHRXhhbXBsZTESMBAG
A1UEAwwJRW5kaW5nIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuXnAxNon
6u9cOl3GD3bKL0ssrrQDRIbyxrd9PqjATgOD4GTF/V9nJv+VJ4JirdoXRjFkwiYC
wIGUbmIXQZCHpqNFMEMwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFFta/DOyILXYUj7bEo0BU7q852+hMAoGCCqGSM49BAMCA0gA
MEUCIQDRxZ+cpLiB8wwGkZQdOnTA+RXVTefJFn76efR6Z16lTAIgPtHRNOW+fAG7
51KsYwxmziC2cRf6jqT3MWLGLdc2Ri8=
-----END CERTIFICATE-----
','CN=Ending CA,O=Example','2026-10-21 11:55:00','2026-11-30 12:00:00',3456000000000,'2026-10-21 12:00:00');
CREATE TABLE "mosaic_clients_client" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "client_id" varchar(200) NOT NULL, "auth_method" varchar(40) NOT NULL, "key_algorithm" varchar(10) NOT NULL, "subject" varchar(500) NOT NULL, "resource" varchar(500) NOT NULL, "app_id" varchar(200) NOT NULL, "publication" varchar(20) NOT NULL, "bound" bool NOT NULL, "fapi" bool NOT NULL, "automatic" bool NULL, "lifetime" bigint NULL, "renew_before" bigint NULL, "overlap" bigint NULL, "published" text NOT NULL CHECK ((JSON_VALID("published") OR "published" IS NULL)), "published_at" datetime NULL, "drift" varchar(500) NOT NULL, "rotation_requested_at" datetime NULL, "rotation_due_at" datetime NULL, "rotation_failures" smallint unsigned NOT NULL CHECK ("rotation_failures" >= 0), "retry_at" datetime NULL, "claim" char(32) NULL, "claimed_until" datetime NULL, "longest_token" bigint NOT NULL, "problem" varchar(500) NOT NULL, "rotation_problem" varchar(500) NOT NULL, "problem_at" datetime NULL, "created_at" datetime NOT NULL, "certificate_authority_id" char(32) NULL REFERENCES "mosaic_clients_certificateauthority" ("id") DEFERRABLE INITIALLY DEFERRED, "environment_id" char(32) NOT NULL REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED, "alternative_names" text NOT NULL CHECK ((JSON_VALID("alternative_names") OR "alternative_names" IS NULL)), CONSTRAINT "one_client_per_id_and_environment" UNIQUE ("environment_id", "client_id"));
INSERT INTO "mosaic_clients_client" VALUES('06837b3c402247609caaaebea98fa603','manager','manager.transmit','self_signed_tls_client_auth','EC-P256','','','0f6ba21cc726e74f','management-api',1,0,NULL,69120000000000,NULL,NULL,'["GTFUQr0eY8nITR3jHrxMdWtAUeSSYS0mMfqzJ1Zbkkg"]','2026-08-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('cd84dfb541794829a51ff0aa80cbcdbc','payments','payments.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,1,NULL,2592000000000,7200000000,'["PfPsAFEgwtpP6UtQtw6bJJf7m43mVo2ySejgzwE5Dxc", "YkMfaxo9dfnD3lufIGZ2Yk2VvggHUdS7ut_LTRtaq8E"]','2026-11-29 11:48:00','',NULL,'2026-11-29 13:48:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('48f92ffcde734b0ca9fb39fe0713480f','ledger','ledger.transmit','tls_client_auth','EC-P256','CN=ledger,O=Example','https://ledger.test','0f6ba21cc726e74f','management-api',1,1,1,NULL,NULL,NULL,'["NwwoBTstkflbI2d3O_K7yH_mK8Ic7aOh40eHcn9QLEs"]','2026-08-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-08-21 12:00:00','e5b3dc3786d04ae4989079aa34347a91','fa507bfc7a6e488f9c6120ccd987f9f5','["dns:ledger.example", "ip:10.0.0.7"]');
INSERT INTO "mosaic_clients_client" VALUES('386dd1b6142d437e9ed1cb516eb5d922','expired','expired.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,0,5180400000000,NULL,NULL,'["xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM"]','2026-09-30 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-09-30 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('40cf9646164a434faafb256a192ae4c5','shop','shop.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,5227200000000,NULL,NULL,'["77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE"]','2026-09-30 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-09-30 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('0c30087d6a394de5af45fb7c099b6fde','bank','bank.transmit','tls_client_auth','EC-P256','CN=bank,O=Example','https://payments.test','0f6ba21cc726e74f','management-api',1,0,NULL,NULL,NULL,NULL,'["kniKcFmJCxC9HSweUx3Mxz4PgDm7eglIH5rQSq9SJzw"]','2026-10-15 12:01:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-10-15 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('436be03eed25416dbf2ee436acdef493','exporter','exporter.transmit','self_signed_tls_client_auth','RSA-2048','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,0,NULL,NULL,NULL,'["2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE"]','2026-10-15 12:02:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-10-15 12:02:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('aaab51afa11a46408ce5c6081ee3627b','imported','imported.transmit','self_signed_tls_client_auth','RSA-2048','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,0,NULL,NULL,NULL,'["2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE"]','2026-10-15 12:02:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-10-15 12:02:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('ac42e07b5a9b4c33826b296b123651aa','kiosk','kiosk.transmit','tls_client_auth','EC-P256','CN=kiosk,O=Example','https://payments.test','0f6ba21cc726e74f','management-api',1,0,0,NULL,NULL,NULL,'["huciCzNCP_nYX3olXlgSbNl2XauVKhqaX1GzF62utRk"]','2026-10-21 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-10-21 12:00:00','28af0fa16f124d398e04fbc98811cca0','fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('7db0600e066e4217920dcbea03e6131d','pulse','pulse.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,907200000000,NULL,NULL,'["Uo7dFMOzcYb5MlsTGBk904_YALyQ_wdsSWqphH72M-Q"]','2026-11-19 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-19 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('ec6e73a4b8664322b53ee68b117f2668','invoices','invoices.transmit','tls_client_auth','EC-P256','CN=invoices,O=Example','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,NULL,NULL,NULL,'[]',NULL,'','2026-11-20 12:00:00','2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('9cf9aebb3b204b3299d47adef6b82b80','refunds','refunds.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,NULL,NULL,NULL,'["xOJXUU4d4Ju38_Lt5iRtsxQGZ9cuQQyP0xfh6hHIlnA"]','2026-11-20 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('5f65680b7b0d4623baf7dfd20ea61023','reports','reports.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,7776000000000,NULL,NULL,'[]',NULL,'','2026-11-20 12:00:00','2026-11-29 11:54:35.764280',12,'2026-11-29 11:54:35.764280',NULL,NULL,0,'','Rotation, prove: Mosaic refuses (HTTP 401, invalid_client): client authentication failed','2026-11-27 12:00:00','2026-11-20 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('302963cdfcaf4d11987c07acea68df4f','drafts','drafts.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','','manual',0,0,0,NULL,NULL,NULL,'[]',NULL,'',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'416b13a332cc46c28e4ccea783154950','[]');
INSERT INTO "mosaic_clients_client" VALUES('eec260dddeec4d9186d7b2b03a7d72de','claims','claims.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,NULL,NULL,NULL,'["clxn1zGu-tVkYGeoy8ClVu6UvZgP49rbadgr3kw-ja4"]','2026-11-20 12:00:00','',NULL,'2026-11-29 21:00:00',0,NULL,NULL,NULL,0,'','',NULL,'2026-11-20 12:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('ab4db460d80c4f88b052b6a338f1cf6e','catalog','catalog.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,NULL,NULL,NULL,'["QTBpcLLjs2dRNRjbyxwHQ66EfoKk_---bpdmvq2CxVY"]','2026-11-29 09:00:00','',NULL,'2026-11-30 11:48:00',0,NULL,NULL,NULL,3600000000,'Mosaic refuses (HTTP 503, http_503): a fault','','2026-11-29 09:30:00','2026-11-29 09:00:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('811c3045df224f44bcb5797f117cba08','leaked','leaked.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,1,NULL,NULL,NULL,'["39NW15BPdBRGbK7uTcByNTlsoO1j6VeIWc3QOjdfKJw"]','2026-11-29 11:50:00','',NULL,'2026-11-30 11:50:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-11-29 11:50:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('eadee7f380d04805995ea66399309433','logins','logins.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','manual',1,0,0,NULL,NULL,NULL,'["TKkNatx0q3Lr-Jv7IPdntyn34dnhVe-Km8d3f6x3VOE"]','2026-11-29 11:52:00','',NULL,'2026-11-29 11:52:00',0,NULL,NULL,NULL,3600000000,'','',NULL,'2026-11-29 11:52:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
INSERT INTO "mosaic_clients_client" VALUES('916d2ad9e1b843368da3c9b3299c3943','orders','orders.transmit','self_signed_tls_client_auth','EC-P256','','https://payments.test','0f6ba21cc726e74f','management-api',1,0,1,7776000000000,NULL,NULL,'["8B--9X5pMF6sY62MQXUnH9mivahYrGuNC4XC6IxHsY4"]','2026-11-29 11:59:00','Token binding is off at Mosaic.','2026-11-29 11:59:00','2026-11-29 11:59:04.491962',1,'2026-11-29 11:59:04.491962',NULL,NULL,0,'','Rotation, publish: Mosaic refuses (HTTP 503, http_503): a fault','2026-11-29 11:59:00','2026-11-29 11:59:00',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5','[]');
CREATE TABLE "mosaic_clients_credential" ("id" char(32) NOT NULL PRIMARY KEY, "status" varchar(24) NOT NULL, "key_algorithm" varchar(10) NOT NULL, "kid" varchar(43) NOT NULL, "private_key" text NOT NULL, "csr" text NOT NULL, "chain" text NOT NULL, "x5t_s256" varchar(43) NOT NULL, "subject_dn" text NOT NULL, "issuer_dn" text NOT NULL, "serial" varchar(64) NOT NULL, "not_before" datetime NULL, "not_after" datetime NULL, "material" varchar(43) NOT NULL, "imported" bool NOT NULL, "created_at" datetime NOT NULL, "proven_at" datetime NULL, "activated_at" datetime NULL, "retiring_at" datetime NULL, "retired_at" datetime NULL, "revoked_at" datetime NULL, "key_destroyed_at" datetime NULL, "last_used_at" datetime NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_credential_per_key" UNIQUE ("client_id", "kid"));
INSERT INTO "mosaic_clients_credential" VALUES('e0ac9dde168a4785a8d764601372b48b','ACTIVE','EC-P256','Xhgf46NbgkD2zyFpXHH8zg-MUAeku97X_9Qh7zCr3q4','v1.c70f84d29ea6.MDQjwcWQU48Y_Zwe414rSK780WMfAJHtYlfjXGASyXDXmmJt9KqfFliNv-hk3-Tnwm7Zu7_79iDdW6sar4_rcax0-g3dbIUtqMAxMgesI0vkeQ6deANahRDdDLD9FZPe5kA5rtl0WBn-ohx07BaOQeGEcKrk31wAya2q3XAhYiycHKBdwJqgBjovxp3LWOytw7B3X4qXj1ElV4DwaAVD2Xg45oNyqQh0le0hgBI54NzINEen260apSrIrfUnDxAL9PzUG7K4dx9G1qF-AQvbZaWas1uRws_DNdzZW6vrooXZNXnvvEA1mG3ZW2Xaa7ih1iiwmZeLvmeX2uFeMWTzO0WaVWFZTVnVsgJvgpk=','','-----BEGIN CERTIFICATE-----
MIIBizCCATKgAwIBAgIUDA25f8dtH6cknLlvM+LC1FezuMcwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQbWFuYWdlci50cmFuc21pdDAeFw0yNjA4MjExMTU1MDBaFw0y
ODEwMjkxMjAwMDBaMBsxGTAXBgNVBAMMEG1hbmFnZXIudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASMWC+KJjNMwk4YjD2QVoeVPMwNlqVZyRU631Jb
faV+x1eaY+rUeDbl9YlxHaVk0s0t+guuZIDZBStXg4pHxCI0o1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUkOMHxbh7aPGVNpXPx0aomYlFCbYwCgYIKoZIzj0EAwIDRwAwRAIgEHP1
xHh9BoPXMqT1HYBLZQUYeHfwvQZjMJHhZaMK5eECIGSxz2fGYPdklflSTdY3ZHuy
s4YTnuH2rg6rP9GBB569
-----END CERTIFICATE-----
','GTFUQr0eY8nITR3jHrxMdWtAUeSSYS0mMfqzJ1Zbkkg','CN=manager.transmit','CN=manager.transmit','C0DB97FC76D1FA7249CB96F33E2C2D457B3B8C7','2026-08-21 11:55:00','2028-10-29 12:00:00','GTFUQr0eY8nITR3jHrxMdWtAUeSSYS0mMfqzJ1Zbkkg',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00',NULL,NULL,NULL,NULL,'2026-11-29 11:48:00','06837b3c402247609caaaebea98fa603');
INSERT INTO "mosaic_clients_credential" VALUES('1d61b40a2dea4b8880139c979fb8cdcb','RETIRED','EC-P256','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','','','-----BEGIN CERTIFICATE-----
MIIBjjCCATSgAwIBAgIUV+NI2VM2u23xIzfeZ/cfZd+ik04wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYwODIxMTE1NTAwWhcN
MjYxMTE5MTIwMDAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABMYIA0ZF6uyuWX8huwHXoAzrJW1lDJ9Mx2vZ
ixWotMu+OnhvloWYzWLXDWWsGU7mMsqd4YXtJpiJeCD0P72EaLmjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBSqf09+QrUDlwwUgi35xETYSayX6zAKBggqhkjOPQQDAgNIADBFAiAf
H1C+S0MQITwkR3CcB8lh6S00pfeoBRMd9IQUaKh3mQIhAM7Q+oQKMbJin2PPp/Kf
F6yUk0vK/LBS59DPRVbtg+KF
-----END CERTIFICATE-----
','OZ8qJoZB2-cZ6PWZG_1GRmzYVdRTivK80CEYJcRwtoY','CN=payments.transmit','CN=payments.transmit','57E348D95336BB6DF12337DE67F71F65DFA2934E','2026-08-21 11:55:00','2026-11-19 12:00:00','OZ8qJoZB2-cZ6PWZG_1GRmzYVdRTivK80CEYJcRwtoY',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00','2026-10-20 12:02:00','2026-10-21 12:00:00',NULL,'2026-11-20 12:00:00',NULL,'cd84dfb541794829a51ff0aa80cbcdbc');
INSERT INTO "mosaic_clients_credential" VALUES('99696c415a3943b6b0e005a35ee537d3','RETIRED','EC-P256','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','','-----BEGIN CERTIFICATE REQUEST-----
MIIBNTCB3AIBADAjMRAwDgYDVQQKDAdFeGFtcGxlMQ8wDQYDVQQDDAZsZWRnZXIw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ3jxFQpS3edwPDu/48lJmP188YiqJx
IDSaCcMnEryUqwasqYh/J15lzZwSCDljrqKKfcUz/UYn6H1TxgY1AqtwoFcwVQYJ
KoZIhvcNAQkOMUgwRjAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwIwHwYDVR0RBBgwFoIObGVkZ2VyLmV4YW1wbGWHBAoAAAcwCgYIKoZIzj0EAwID
SAAwRQIgAM0FHtx+EkVvmxfp7jZlLbaQsI4t/jK6HCDdlElssbACIQD/FTv3HW4k
uwcBLCnsXyzwkUUV5c/1U8bWU/zEPn1OqQ==
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIB4zCCAYqgAwIBAgIUYf+2pLOKFH86UtpZZiyBPbBP5EswCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0yNjExMTkxMjAwMDBaMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzAN
BgNVBAMMBmxlZGdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDePEVClLd53
A8O7/jyUmY/XzxiKonEgNJoJwycSvJSrBqypiH8nXmXNnBIIOWOuoop9xTP9Rifo
fVPGBjUCq3CjgZcwgZQwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYD
VR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFAgcLSLNInjDH1OHCvbK/Ex1xCAm
MB8GA1UdIwQYMBaAFPQmnGYMLoyCHkUhcyTW70qevDDgMB8GA1UdEQQYMBaCDmxl
ZGdlci5leGFtcGxlhwQKAAAHMAoGCCqGSM49BAMCA0cAMEQCIBAXLZitZnVG58D3
hH6t7R7YHjPuaJY7gHI/2IKrcgABAiBzm+h7bb/NM66/2hb410sAtwGr8bvLz2lL
MXgXsw6qxw==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUXiXnABpa9Vd9ZPRIVHk2a5FOHUgwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQLsZRk
HA7YVJWgDE+ADEoo4vZliVfYZR+O7rgy6+IBYuuvbuYs5E2Cd7CghNjWN5tefZMh
uHTfpRwNDpGjtmvNo0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU9CacZgwujIIeRSFzJNbvSp68MOAwCgYIKoZIzj0EAwID
SQAwRgIhAMvn18EKP3Vh7KKKTiKsCLA8NX9r9WhC7w3o4x1yqdasAiEAw6pxC20f
Fb7HADz3+39YuCqfFqtQEdTr0QA71tyWB2E=
-----END CERTIFICATE-----
','vEuiQ33FbOc4XOmCZjSkY31K7m3bWATbM_WcgX3QlIk','CN=ledger,O=Example','CN=Issuing CA,O=Example','61FFB6A4B38A147F3A52DA59662C813DB04FE44B','2026-08-21 11:55:00','2026-11-19 12:00:00','NwwoBTstkflbI2d3O_K7yH_mK8Ic7aOh40eHcn9QLEs',0,'2026-08-21 12:00:00','2026-08-21 12:00:00','2026-08-21 12:00:00','2026-10-17 12:02:00','2026-10-18 12:02:00',NULL,'2026-11-18 12:00:00',NULL,'48f92ffcde734b0ca9fb39fe0713480f');
INSERT INTO "mosaic_clients_credential" VALUES('d2e56b4e40ec4387964e6f3aa5fbebef','ACTIVE','EC-P256','PVUQ7UDPTJfLKhudenNI9lQv1stchTvxKAR_MmvMppY','v1.c70f84d29ea6.Ir6rf_KrwYwGhoSie1h9vspFibtQY42KEKDlywi8HPdjrP3gNNah92pSVbFs85KbIWrXF68IIi8Ub7Jw_sgWLztRxmQkW9WeR1KOCepnHt_XpqLP6F2B016ghJKbfJX_zauY1fENRr__CGFlPBJhGfjtkt2Wchk3t2SeLUvlSitQcH5ZWMGCqdpcat-6zoeDBp0KWKRdWCpPZsHy_DcVdF0x0srJGM9Wz2J3JJkQV-O7r0Mh3bINg09ltWBsGimjseeyeJ0r7yoQ0Ji9ZS8dlOkGWUWVKdNTMwTxy2UWruSuRu1d13fpa1GEPmu_Eyv9ZB5FXanGD7KcUQXAWgXmfZO9XU8H7IWSO3vKxpk=','','-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUFm88/dx2LwbQ14/eRI48MDOdYOswCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQZXhwaXJlZC50cmFuc21pdDAeFw0yNjA5MzAxMTU1MDBaFw0y
NjExMjkxMTAwMDBaMBsxGTAXBgNVBAMMEGV4cGlyZWQudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARnRl/Sn7kI9rIm+YejsqJHi8NvDtpFUl5pFO1a
TQ/RjwaVH42GS25+xavi/hoCgmD2MiyRJhQ95DtjdhAO9S/io1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUNQ3U0Gp76Y1QJl8T3HV3Y2enGxUwCgYIKoZIzj0EAwIDSAAwRQIhAI4b
r1TCsvfRSycNEyukAJLhMMClxAZE2HbgBG+U602SAiBk4p5Nw8TccT/0diHukinR
vQ+e2bIJifN8GvaXEWgfdQ==
-----END CERTIFICATE-----
','xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM','CN=expired.transmit','CN=expired.transmit','166F3CFDDC762F06D0D78FDE448E3C30339D60EB','2026-09-30 11:55:00','2026-11-29 11:00:00','xrsta0QH-jvylyceZZFcYJVGfN3m3WIzhtfgStms8gM',0,'2026-09-30 12:00:00','2026-09-30 12:00:00','2026-09-30 12:00:00',NULL,NULL,NULL,NULL,'2026-11-29 09:30:00','386dd1b6142d437e9ed1cb516eb5d922');
INSERT INTO "mosaic_clients_credential" VALUES('559c36c25bcd445a8f6f77ec1e9182b7','ACTIVE','EC-P256','zKfLb1rJMoGYz3CLC6kIJ6Iqx6mAkJO_2rbMH-nT_Qw','v1.c70f84d29ea6.0e722WksB_Vb-4oGu6X0_3fSzsOVBFypnd9v03SEmcYSr7s_E4yTzJmjtmYnpGncCLW7sfXOOjw3AGGZEg_uu-5CpWChJOzyrkKMMnunW7WCotDwOGzc05lhwxMuk_584aGI2oSNjoLe8RvXIikJZvCdSuYgPeO0ZcKhHOdl74P-U2d0j_bECkKbJQamFAb74FkMMhLuriE4SUlFvS1-ARy74VvKGEsO9tEAhvtcpWMzSuZYNl0eppu_Syg3Srgtq-8ErpBOVXYHOBnAZuEkFNbW9ECsJ3SClH34z0-aLV79H3D5e-a9qRiu-2r3_mnoW_ffs69N5R3IacKuFdSvcCLgvWOCB6dENltMQ1U=','','-----BEGIN CERTIFICATE-----
MIIBhjCCASygAwIBAgIUAPFZyHJ0LLPpndDjcAALdnDGoUYwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNc2hvcC50cmFuc21pdDAeFw0yNjA5MzAxMTU1MDBaFw0yNjEx
MzAwMDAwMDBaMBgxFjAUBgNVBAMMDXNob3AudHJhbnNtaXQwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAQGf1pNBdIR2ETtCBYNdIFp1JGCCzSCi3KFPv3nkNckrXXy
UM8Zr6Fba1+QYmMsKGz1FaoKup7ybcsJ/rSSxi0bo1QwUjAMBgNVHRMBAf8EAjAA
MA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQU
WwpdXZgbFQX7MJiS5cJ+MrzbimEwCgYIKoZIzj0EAwIDSAAwRQIgSwUdHR/U4ZTL
KiDJPnu/fMN00dGm2zFeQtg8BiDkwMMCIQCxoZ8PRIJVXL4g5c38nMxtrgjLf0rK
G+gFM4/jXgqliA==
-----END CERTIFICATE-----
','77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE','CN=shop.transmit','CN=shop.transmit','F159C872742CB3E99DD0E370000B7670C6A146','2026-09-30 11:55:00','2026-11-30 00:00:00','77zVVoUmAQ7ul8rdj0vXqlnqvTA9_RBXryVMq3Yv3AE',0,'2026-09-30 12:00:00','2026-09-30 12:00:00','2026-09-30 12:00:00',NULL,NULL,NULL,NULL,NULL,'40cf9646164a434faafb256a192ae4c5');
INSERT INTO "mosaic_clients_credential" VALUES('d1b3fe6b2a8a492087c03d6da2d89054','ACTIVE','EC-P256','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','v1.c70f84d29ea6.AhLyekxikwfMxTlPTnti4Z_j9ntAgTZlbOVRs7kf1mJ3kOHAWfk_DwT-MmzL23D8L8EhUhifzsRhzGuCYRidjPyqcZdBop3aQmZbqKxMEOSPDxaatCUDdZ0S9rnstNgTVOmO3Uf2YeN14FCGprSmk5nD7vi9oN_lRCvObUYQpj2f4W9mE4RBcPbx0_LRbSfxjGDv83JNfsC3QR1-rK664dp0h7wOd02n5ItShJt9izhCs5q2owizW46ICYatZXpptxgmB6LJdeMgvoIFg3iWfUy_2uiFBxnjSqVdyOzbwb84V_6HFUe-82BR8x4hdqEaR2l-tLuuujVzd2iwZGsDemY8FgE6A5E8ZeoTDog=','-----BEGIN CERTIFICATE REQUEST-----
MIIBEzCBuQIBADAhMRAwDgYDVQQKDAdFeGFtcGxlMQ0wCwYDVQQDDARiYW5rMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYBIdqKTBzaEy3FZNNn/YOt5BlOxfvD5H
7yBisZ5X5Y4u7r7bxOA1q3Lo2iq+u4RFOSHS9iXvf5+43A3BNDldXKA2MDQGCSqG
SIb3DQEJDjEnMCUwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMC
MAoGCCqGSM49BAMCA0kAMEYCIQDx+mPArMpKYX9x/jPK0kOvvrkMLO68HdCoI+k9
rgZKvQIhAOQIjjY1NLgp2lQo79257dpRWrkGWJ2FUObbcZkiKEtu
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBlDCCATqgAwIBAgIUQ9qWwVCtZraDOTekX3Y3OS8jh6EwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMB4XDTI2MTAxNTExNTUwMFoX
DTI3MTAxNTEyMDAwMFowITEQMA4GA1UECgwHRXhhbXBsZTENMAsGA1UEAwwEYmFu
azBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGASHaikwc2hMtxWTTZ/2DreQZTs
X7w+R+8gYrGeV+WOLu6+28TgNaty6NoqvruERTkh0vYl73+fuNwNwTQ5XVyjVDBS
MB0GA1UdDgQWBBRE1R73GORF3NLg8XXBvcYpyN7KnzAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNI
ADBFAiEA2g/bHbAUDIm++ULNu8FPaHftjSbyo+SlScb3tqebxEQCIEwFIybmRxD/
6wDgeUCrYcFhfGegp6p08M6dN8vemLFR
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIUDrEr2f7n/umlBC5xy7L+i5cIcC0wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowHTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEPV2h/8/4zG202HTR2D0ULYxnxla5Bxbt85p+
y41H4iQamIO2cuKV713VNN+P44vHaNaaaCFWJK6IzOOgub8BG6NFMEMwHQYDVR0O
BBYEFAdTCe/peA/bVSB8C7ZMMc/hyD+RMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYD
VR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0kAMEYCIQCXehiwYlqV/WVdE5eH6bAH
gmoe2z7aEKkGHKs48LnzBQIhAIpyt7IY5RQE1LSLDNCasBPMX17bVZqdqGapH8op
/ITF
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIUUfWfCwTqqLVBFzgY7iUPl+mt2TcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowGjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEsdGwd7G5XIV3jweTpKB/u4nJpHV5za1/wNiXRiAa
2FC968RyjFdvVUxz+LkEyxGlzPy6pUBegqX+lGhrcnbXIaNFMEMwHQYDVR0OBBYE
FAzQcPJASg/lqbY7fAzX+jatKe48MBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYDVR0P
AQH/BAQDAgEGMAoGCCqGSM49BAMCA0cAMEQCIHwZuH6sLK2rxVW4OQXmvRzqDcZx
UPWH4F5Ru7Jn5Jx9AiBp+tBHB8mzlOgPvid3cy/Xyk7yA1+NSFpfoIoMCG4vqg==
-----END CERTIFICATE-----
','0jbl1aYjcNru2a-5-QMbkii_fhFdQVtmq_oJb1KDgUk','CN=bank,O=Example','CN=Sandbox issuing CA','43DA96C150AD66B6833937A45F7637392F2387A1','2026-10-15 11:55:00','2027-10-15 12:00:00','kniKcFmJCxC9HSweUx3Mxz4PgDm7eglIH5rQSq9SJzw',0,'2026-10-15 12:00:00','2026-10-15 12:00:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,NULL,'0c30087d6a394de5af45fb7c099b6fde');
INSERT INTO "mosaic_clients_credential" VALUES('09fa110caec5427c904f205a6c456b05','RETIRED','EC-P256','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','','-----BEGIN CERTIFICATE REQUEST-----
MIIBEjCBuQIBADAhMRAwDgYDVQQKDAdFeGFtcGxlMQ0wCwYDVQQDDARiYW5rMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4/bRWPUQ/UclQQ3wDHC59OStDoOS78P0
lzR6uCYzvtmHGFOu22lO7x3ZtDiZv9q9s9vFrd92FJlwKqwnlP6/yaA2MDQGCSqG
SIb3DQEJDjEnMCUwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMC
MAoGCCqGSM49BAMCA0gAMEUCIQCyNOj44c5uLddX30c/nrjRyWAzAQFY9ggV5qER
Ua237AIgCEHRm+00OOX0bgATLuNRHQkjFvPHoLLaHm4jd1hmslc=
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBlTCCATqgAwIBAgIUPkfUiPFeMb7RrReqVBe+5AmEAXEwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMB4XDTI2MTAxNTExNTYwMFoX
DTI3MTAxNTEyMDEwMFowITEQMA4GA1UECgwHRXhhbXBsZTENMAsGA1UEAwwEYmFu
azBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOP20Vj1EP1HJUEN8AxwufTkrQ6D
ku/D9Jc0ergmM77ZhxhTrttpTu8d2bQ4mb/avbPbxa3fdhSZcCqsJ5T+v8mjVDBS
MB0GA1UdDgQWBBQCEUbRf+SaJLvTjkO62usqfM0LGTAMBgNVHRMBAf8EAjAAMA4G
A1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNJ
ADBGAiEA7etBggsk57AUXrQ9zHdU+8yUwLkU5Hijc4xCwcbNDDkCIQCeEb9iIDpX
3sTLh8uQliEQ2scyMhCIUPe6XkBQ7gguBA==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIUDrEr2f7n/umlBC5xy7L+i5cIcC0wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowHTEbMBkGA1UEAwwSU2FuZGJveCBpc3N1aW5nIENBMFkwEwYH
KoZIzj0CAQYIKoZIzj0DAQcDQgAEPV2h/8/4zG202HTR2D0ULYxnxla5Bxbt85p+
y41H4iQamIO2cuKV713VNN+P44vHaNaaaCFWJK6IzOOgub8BG6NFMEMwHQYDVR0O
BBYEFAdTCe/peA/bVSB8C7ZMMc/hyD+RMBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYD
VR0PAQH/BAQDAgEGMAoGCCqGSM49BAMCA0kAMEYCIQCXehiwYlqV/WVdE5eH6bAH
gmoe2z7aEKkGHKs48LnzBQIhAIpyt7IY5RQE1LSLDNCasBPMX17bVZqdqGapH8op
/ITF
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgIUUfWfCwTqqLVBFzgY7iUPl+mt2TcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMB4XDTI2MTAxNTExNTUwMFoXDTI4
MTAxNDEyMDAwMFowGjEYMBYGA1UEAwwPU2FuZGJveCByb290IENBMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEsdGwd7G5XIV3jweTpKB/u4nJpHV5za1/wNiXRiAa
2FC968RyjFdvVUxz+LkEyxGlzPy6pUBegqX+lGhrcnbXIaNFMEMwHQYDVR0OBBYE
FAzQcPJASg/lqbY7fAzX+jatKe48MBIGA1UdEwEB/wQIMAYBAf8CAQEwDgYDVR0P
AQH/BAQDAgEGMAoGCCqGSM49BAMCA0cAMEQCIHwZuH6sLK2rxVW4OQXmvRzqDcZx
UPWH4F5Ru7Jn5Jx9AiBp+tBHB8mzlOgPvid3cy/Xyk7yA1+NSFpfoIoMCG4vqg==
-----END CERTIFICATE-----
','Bn_MekxZjqowz0OEquFFBqtgoPd6e8TdX1CMIHEhmEs','CN=bank,O=Example','CN=Sandbox issuing CA','3E47D488F15E31BED1AD17AA5417BEE409840171','2026-10-15 11:56:00','2027-10-15 12:01:00','kniKcFmJCxC9HSweUx3Mxz4PgDm7eglIH5rQSq9SJzw',0,'2026-10-15 12:01:00','2026-10-15 12:01:00','2026-10-15 12:01:00','2026-10-15 12:02:00','2026-10-16 12:02:00',NULL,'2026-11-16 12:00:00',NULL,'0c30087d6a394de5af45fb7c099b6fde');
INSERT INTO "mosaic_clients_credential" VALUES('c4f3903c4c524d89b6c943dcb2f59ba4','ACTIVE','RSA-2048','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','v1.c70f84d29ea6._nOOZSdKLh-4AkFWzQgbCpu-ChPQxQ_Awkkn0JZcKGe0J2AseT6JiqtMq0g7FEAlqpEWvMXmwdcoC5jwKrNK5-slIss4_GC-V-FbWdK9GebMNrsaGpgaV-YO_dUBvPabK9tz9JccgYG8Oc3TzmEvy96kSPhzExPq4mq0eF0q2OmoQ9L8XqJsqOq2OVA7uOQqBokH3xYCgh6TO5rR78kpqA6vfoCGD_5N7btumF03pHniYvNIpv6UjVNXXvv9pU1PYcbHd7oDXq7s-UTVni2oHhL2y_fV5_Np6181BKYDQTKHusqQjEa7HxprCQ4HCELaHcsR0Yvm1uDVUMqnVdy8VgwtQk1n_3VZb9WkV4oq7eddTILfxNV81dNXjpvZv6R0IvVWit417hQYxr4TsNklabIfaJSUNk6lGk4SpWeDn9LuOYLrOOYVifCwk0ImCegMl4RS09NcGWGHBWSAtnK3yN3rqgb0Hu7g8627S1_H_wi9-hlvM9yi0E4ACfUkHER7Tv8IzcEe6SfnWQa4cr7JqrgfcTtmdCWYf1ZN_BMeb5DMCWU3CiW9UQ9ZB9tzz0lUsVglAQcoFWEMuWo3JnEZfi_hjot9vdvSCOUPcqxkksO7GiUhOTkblpl1Az4O75j3AysmB2wWIOa1l-Mc3VEJjr009kHb9-2IPPdqr7QClxYuhW961kqf9Zau8-Ekfmz7g63X1iZyA5JlV8W4J2U62PC9g-f-ry_g6JVyzuvqaO4p5Ff_16WKfVpxbaJv2cMtnySnz6K9p5XRTwvBHrikdZK5ntyltknpcoKNDzbXpjR89NVBHDF9plWI4yYvQbYk8SXrOPodDKAN3bMC26FjygEYcQXi9p5rDDtR0elyIRYJ0j63i5ZvJjjSLb3okCIl59Dqcxw5i7OeBuVN8ZK8osNh4jZfKcWeGFALc9Ojnmrj6RhvAfHso3vULwRoBUrsG6rviG8PfhSyWLGGSZlMSFuwTZwwjjpTkwjLwZ_iyB7-628EngH5w6QwJxSJfTEGm_hefm4Tas8UPkafV7-sH7x9-GFFhi1RwE8daMFK_WV0USDbTVTqVqq1n6zUueFPBqIXdc4Q5CG3wl-ytGJmPMyJcJ5gRacGTbesd18ennGvO4AZeuAJWrk6CatdRzPEOk_0AjRcPUseUkcua4MSU95M29F7koJVoFafSu24h1g_JJppVeceGuJZ2199gqP0b6jI9MOopFPKrVpHMCmFfBcJ_bqMNGsma3fHEUnSh3AdQRfe6SstANCyc131NY1qtK34o-1ccrKvqniK7MEZV99canuNnHoIuxbQDyityi-blcC83lJDBdZcQknLLyCDbNofvnHuByc6Oe0M91I5nv521tCZlBNVyfwsaFYctK3R5rbNMZmk7octTPEfqseuZ8VdgrHXccxKaMOIfLTaHjrF7CSMJpN1gdCdNrHeXYLQmE-aBgOL8zzXShtqssnUgC3RhVZ4bE4g9E_AN3opfM9_sTk3mLlNLqgNoc413dSJz_mQHN19zxBy31UDRUVRQ8tg-dclKrizEMDPQuHCxqIMJFre75iA90ib-7jzCOsxlilf0gF9KQQgFVRy3-C_7q7dbfuxlUeWvAl9Gj0-TQrWiP0vJYI65NH7vns4K-21-TlUWedGcH4pIY61dObZ3mZ56Loeg1gmd1tdfMf7hDZWXV_B1WD9ViO0U4RecMrs-dpvTY5VkuCjhuV6xjuXNEDT47HlKInPrr3vScRaPu8w1dnAeq0b-zvPrsf-SG-os--EsCuRXJ1N-aDssW37ww_KDB0otm0_s8q6tWBSL75nhATYBz9_y9Mfg6YOif4y_55aK7H14YuKNf6zHEFyW-yjQ-zngP9sqVcGUVUuzgWrwUHhXMoOourj4VxN2R8uBnO-Mqkp-w15lts3EcvCqVWlf_ViSwKg0CsJDGvbzqwPUzroCeOxjqrCDUkrqRmDBDMCGXLedpCdBLW2_cAe2jL9phl_g33G2TXdpoqNpfYgFaEZXKwa4na9PTFze-vFIPtw4ZhZZAzmvnz11HnpeZqk03qLUBCQvKOsxyJNU6sXp1qZBuVFW_VnrT8RHAqY6a1_s0nhpZxgTh_pYUDfAHsK_D8Y6EhrLggchc9Tr5i_hgJ5N76_8C6_cE1VWMJp3hxkC5Y099QYWqTM7XEFqm4NME_XqW0--ePjFlRicHI-10_S69CmGmhYplqCkxQ7v33VeWMCxC5jBBGfX9lczU4ISrbjelW2G5PCBP2fZFTE0KqJhVEmkk6No0W2HLe_ehWdVr-HfWuC1WGjaIcet2aoMg==','','-----BEGIN CERTIFICATE-----
MIIDGjCCAgKgAwIBAgIUbn8a9VkaXUbuVR1JBPJSbSg/62UwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRZXhwb3J0ZXIudHJhbnNtaXQwHhcNMjYxMDE1MTE1NzAw
WhcNMjcwMTEzMTIwMjAwWjAcMRowGAYDVQQDDBFleHBvcnRlci50cmFuc21pdDCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALqoXcvS49ZeAKbiYz4VScki
SyA83Tjto1pAhcog4EHhFYfeP1+OxWcYbegVZ/9gJijntLFKaWCEqwbCYB2f4kS3
m1DLaV3uLUDAzg0bNmjGdpw3y06NXSM0LdWfEpS9qUqoW6PrU+1q+liEdVCwdSf6
hO/AY/fewuMh8q1YcVbx6/G584k0/CqetwPiQ2hspP7HJvgm71wdilXHdxANSdzG
c00caHmo7NSgtxnkM4dFerAjZ3YCe15Vc5VDvKgfCbtSBWV48IH+o11VMW82Aj+u
25Rk+nSQyd+raYsifP2FSNRn/0OyTqoYp16XdntevWwI6vncZAeBKmGxo1rX74MC
AwEAAaNUMFIwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAww
CgYIKwYBBQUHAwIwHQYDVR0OBBYEFJRPqRMSulvpfrmpP08VEdAAhYtmMA0GCSqG
SIb3DQEBCwUAA4IBAQC1hTGYVzOheqp15jlyjSl4fj+UjOtxTaGzuTu3+rAmXAh6
SLgYnMaz6Bl6OHWJRDvvGCl1gd91VRFqJbMpUtKWxHr3bqosZyB/o5KfnLet4oV/
s7qVtkBnBF/touv3R3W+gYWP/MUT0FZhmIiSQSRPnyw+QGdpEBAjEwzXG23lztio
EuGlROqRdDJqI3NaQuQi7xLujZNW36ag8JI7HP+H5wZbp7ZCemlRm1nUblpNTc2d
CPqTGuxc+S4h0n5t+dQNdhX7V//EOldIe8JBukaQclDHBFYN7eD6XVpZBEICtoN+
ZTdx8FHWcDU86bpZNaHXxixLjBK4m9E5krVMPtgG
-----END CERTIFICATE-----
','2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE','CN=exporter.transmit','CN=exporter.transmit','6E7F1AF5591A5D46EE551D4904F2526D283FEB65','2026-10-15 11:57:00','2027-01-13 12:02:00','2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE',0,'2026-10-15 12:02:00','2026-10-15 12:02:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 11:50:00','436be03eed25416dbf2ee436acdef493');
INSERT INTO "mosaic_clients_credential" VALUES('d3eb2a5173dd456297e553bab2684210','ACTIVE','RSA-2048','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','v1.c70f84d29ea6.fvs9FCvgbzP7BLC5R0pijd6O7Ys02k_G3g59DzSipEMgGtQ74PmNWC6D5Sx5jkJV_ONORV7evmRAbwHcvt0M8kP2cT9_jnfpVa1DEzrk-zkY7ZNoKsUhfxy_xwbgmuczAPQzBYTKwLqEdPZ0MdnUlP_nLm0MHZzHKivsNtVwoEAlOLqPUX5gvuuyvo8EVDzPFToU5z4vjQEI-z05x37023Ob9WC52YLbscO13z6OYP9W7NqFpQ3EUD4ObeBhCuTDs5cGUxg5v4hb_uN5pRGVGXP96LvJ2gQvMXnV2rKVljoqB18OZ8Stxw8hb5e1dJ4r9I1Lts_lBcATR97auEpNUGp8nenRuXUio74387w1LiOd_JJ0HwDjM1RnuB1B-TR1DyYt_Myxf8CWAyln-iX4fuGvRVg7A2qku76c4Ubx16WI-YhMNYKkNmpCxw-7PDz950KnAxPhPZ3ZRiTshoevw0zo-Mjzwf8Pf5W1uYz_iqrfJUDVQL3dlhNWCOVQsfEndrqIF6YCRu9-cawxM80f4nFchKVpg2hrcj-VZGx-mVqTNNfimRtfXNPyEhKbyD9GXLhS_ZlHstFiQmn5jSbUtmBnuBmqEBttt3UXT34RrKnjHz-ClER5OtQPqc0BeN27jTpPmaGG3ktb5oW2RMCxw9WfCBA9UHEeDy-dOizpmcTOgwa6QbD_SvUC97ObawsegR1fAeIcGq7UacqSJ_7AprphITDbdXwFtFuWCj-99FzyUlOubvi9iycMOqmjvcEKEhGQ5crb8MYJCX0JROaVrvvqVRSsvKBCOUjrMosvyG3B5zKPQwZNjNhc8Lwjze7NEykJQvj_5_0Kxa-hGu51VkX_YOW1hfR2u5lZolQlzXhPp1okO1ixh8n2FucGOb4u83pHSI1kSY_lyYbwLPQbqcm0-QuApLuvFcxb3BJgMQkXJeTvUpl6vGbSCAyQ45tJ2IN4UhHa9FhFV1twzY3odSXomy9VmrbkxZCVvOiQWttQI-2pGgvEvbiWaknv8qMlbav5QMfGZsyfu2y7KGgMOLiJwNJ56adLXXQ8GYJFo7Nw_9e36d-pytvmFADhfXU1zHSYuZ5TQy2ZTsQ2xpNQshtXXA3srDvmgRCXGreOGMhEVRzfJobJazOxuSw_ijK1exx9scmZ8RW7ha4zZS3lHSc0x2uPeXcBoqNY5L8SO7IjiTQ2i_HkJSQ-JbZQ55iNIiwY4AzlmNmaI1OeD21lKDCkzesaFBz9juigyG49oUtpSRVD3r8ys_CyfLMENncct_Z4B5GwRpJJ1hlFBXeVJ4NS7GFrRvvGY0CCF1qK7jQdSi2qw4Y4DyUPx_8xckcLxHXH6Bacb6wlgDkeDtDkdS5j5fFO_-o_yn9_zBMevckpvvMvumomcFq2HJ0E78dNBri9CXmBJjAlTyA1j4Yr0lm2gwAjDhN1hmQ4Tc9cUqXcKB6PjNYKuzZznCXXjxx75orPnVcEEUcv9sVPqkSP6AJg_vZVKbv6gDuvfmMH-2LKRYXOlAsRknLMNWeGAOuXK_ZT6BdwArp8WOFCOtbenAm7jFkxJ0U-UMfYaf0f09hIsDl53UxfNOhvhpezf7fHe_JsfH669fJsSW4oSyrnDgIqxvGg6iU7TqcF4z-UrBx204GHUFMfkV22F8OoU2IbOhjtWv5yrXRaT7qM12uhaX1KUeTfUlIef9k6QhuYJUMAK0XD_PPB7hdEK3B4E6_vnoiwLiRWgjWZucrzJrNdAzp6F3o_BXFJ_NGM0Z1p6K-dMzLsmLrccgGXdyF-ihaVuQkh8a6qHHVySjXgoW4XYVxI4PD8wgU6pQjOy9FO9951N2dJR_Z14QZEFaC51MO71UQ-Beea_0V34M8DttO62YME0zYyqoPTKIHTyC2S6HV0lOoGSwMa6CRTTyA4D9Y7bLz8_NBWVR15J4AEVbx7wCNYEwyQsT-HYXijr56sI2kpo8Pnj3NkrnuV8BXLNB-36clGOzqzGl2K3aTKklHInsFHvmeI5VPkn5-8MdYwF6Zg9M4yP4MyTnmnckjblCcBj6OO5ejZ4EqE2ijeqshtm-xin4i_VQPW79emNIMM6654k7HC_GNH4wdv8Il5mOm4TDRVcZM4A1w4MK0bmzky2-NFacWc4H1shICRmBjnQaMm4arm2B92Dk6gewSFMKbZFUZ_8HCsE9F9lESvPtPa-7HeBXs6rmlNc9aDuEEf7u5WoGyoc_ikOvIsaLO2Si3e3cINJcc4Lgol0YgFoiQadiFCpgzi6LFaRoddqtWiJtrdlNhBikOxxjJmekVtg6Muwq0odw==','','-----BEGIN CERTIFICATE-----
MIIDGjCCAgKgAwIBAgIUbn8a9VkaXUbuVR1JBPJSbSg/62UwDQYJKoZIhvcNAQEL
BQAwHDEaMBgGA1UEAwwRZXhwb3J0ZXIudHJhbnNtaXQwHhcNMjYxMDE1MTE1NzAw
WhcNMjcwMTEzMTIwMjAwWjAcMRowGAYDVQQDDBFleHBvcnRlci50cmFuc21pdDCC
ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBALqoXcvS49ZeAKbiYz4VScki
SyA83Tjto1pAhcog4EHhFYfeP1+OxWcYbegVZ/9gJijntLFKaWCEqwbCYB2f4kS3
m1DLaV3uLUDAzg0bNmjGdpw3y06NXSM0LdWfEpS9qUqoW6PrU+1q+liEdVCwdSf6
hO/AY/fewuMh8q1YcVbx6/G584k0/CqetwPiQ2hspP7HJvgm71wdilXHdxANSdzG
c00caHmo7NSgtxnkM4dFerAjZ3YCe15Vc5VDvKgfCbtSBWV48IH+o11VMW82Aj+u
25Rk+nSQyd+raYsifP2FSNRn/0OyTqoYp16XdntevWwI6vncZAeBKmGxo1rX74MC
AwEAAaNUMFIwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAww
CgYIKwYBBQUHAwIwHQYDVR0OBBYEFJRPqRMSulvpfrmpP08VEdAAhYtmMA0GCSqG
SIb3DQEBCwUAA4IBAQC1hTGYVzOheqp15jlyjSl4fj+UjOtxTaGzuTu3+rAmXAh6
SLgYnMaz6Bl6OHWJRDvvGCl1gd91VRFqJbMpUtKWxHr3bqosZyB/o5KfnLet4oV/
s7qVtkBnBF/touv3R3W+gYWP/MUT0FZhmIiSQSRPnyw+QGdpEBAjEwzXG23lztio
EuGlROqRdDJqI3NaQuQi7xLujZNW36ag8JI7HP+H5wZbp7ZCemlRm1nUblpNTc2d
CPqTGuxc+S4h0n5t+dQNdhX7V//EOldIe8JBukaQclDHBFYN7eD6XVpZBEICtoN+
ZTdx8FHWcDU86bpZNaHXxixLjBK4m9E5krVMPtgG
-----END CERTIFICATE-----
','2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE','CN=exporter.transmit','CN=exporter.transmit','6E7F1AF5591A5D46EE551D4904F2526D283FEB65','2026-10-15 11:57:00','2027-01-13 12:02:00','2KhuN32JJzCx_eqadqzwYQM82TGvCjXawKR_a2tdowE',1,'2026-10-15 12:02:00','2026-10-15 12:02:00','2026-10-15 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','aaab51afa11a46408ce5c6081ee3627b');
INSERT INTO "mosaic_clients_credential" VALUES('3284a0f2892746edb485cdc14c99bcbf','ACTIVE','EC-P256','Qsu9ZuiMiRfSQ0JYQfD2zVwKp1MDmKxdPSAScUVE8p0','v1.c70f84d29ea6.Hlg2nuSCcrfqycx8JevxrR05lIZQyqT-6miZRdZHgpE81MuUSVEdgpzqWqYYrxI8osZH-oAh5S5mPbczr8h_erqXINp2bZlR4fBHowu7Sw-pXP484IDVfy9buQV9q1edsRiprBdxnO5UA9QCZCL6l4xHr03ZuwwKHZ-RgfJXkwqkuIy4B4SP9iFlshjQ4GlCn-4KbQ0GpnH5Cd7GMCCAYUUsCfdmCGig-y5OKiSIy2QZ18HrNbIQg7mFBD6tXNdzeo_HUKeMmJfgM0WupxTmkN8H1YLy5dsTMl74orkZrTBimqVrSyHIYqfG6IDk6NWDlZ06FQGagGht781i5K3db5ujwQzK2SAicg0iUjU=','-----BEGIN CERTIFICATE REQUEST-----
MIIBNjCB3AIBADAjMRAwDgYDVQQKDAdFeGFtcGxlMQ8wDQYDVQQDDAZsZWRnZXIw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfcpFoEoqGCFDeVJxpNhXtfx0VbpqQ
WQ0wyfEOs+q5fxzuhVaI5wTT/UKcXtZbumCkvyx58aR68kP78ZxSDQi5oFcwVQYJ
KoZIhvcNAQkOMUgwRjAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwIwHwYDVR0RBBgwFoIObGVkZ2VyLmV4YW1wbGWHBAoAAAcwCgYIKoZIzj0EAwID
SQAwRgIhAOejCjYn3sQhxNPrm7mqZhetnxEqpOCwGtMRgM0yMtVgAiEAyLP1WeGx
v14u7KyI5/yvbxAilGXIf68DzUSzs/NOFp4=
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIB5DCCAYqgAwIBAgIUV6CTIhKFmg2y3SViVu0d8yMBaJ8wCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjEw
MTcxMTU3MDBaFw0yNzAxMTUxMjAyMDBaMCMxEDAOBgNVBAoMB0V4YW1wbGUxDzAN
BgNVBAMMBmxlZGdlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJ9ykWgSioYI
UN5UnGk2Fe1/HRVumpBZDTDJ8Q6z6rl/HO6FVojnBNP9Qpxe1lu6YKS/LHnxpHry
Q/vxnFINCLmjgZcwgZQwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYD
VR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0OBBYEFKY3byENjwiJotqvGsgTMTB3r9io
MB8GA1UdIwQYMBaAFPQmnGYMLoyCHkUhcyTW70qevDDgMB8GA1UdEQQYMBaCDmxl
ZGdlci5leGFtcGxlhwQKAAAHMAoGCCqGSM49BAMCA0gAMEUCIQD0e4Ks25RHYUNc
47tSaT5+vO4ecCr6CTkpPhOgsbfxkwIgKqFFpATV0iXKC5LLb5D/MsSr7PqomCWi
ksgMLr+2IfU=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUXiXnABpa9Vd9ZPRIVHk2a5FOHUgwCgYIKoZIzj0EAwIw
JzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UEAwwKSXNzdWluZyBDQTAeFw0yNjA4
MjExMTU1MDBaFw0zNjA4MTgxMjAwMDBaMCcxEDAOBgNVBAoMB0V4YW1wbGUxEzAR
BgNVBAMMCklzc3VpbmcgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQLsZRk
HA7YVJWgDE+ADEoo4vZliVfYZR+O7rgy6+IBYuuvbuYs5E2Cd7CghNjWN5tefZMh
uHTfpRwNDpGjtmvNo0UwQzASBgNVHRMBAf8ECDAGAQH/AgEAMA4GA1UdDwEB/wQE
AwIBBjAdBgNVHQ4EFgQU9CacZgwujIIeRSFzJNbvSp68MOAwCgYIKoZIzj0EAwID
SQAwRgIhAMvn18EKP3Vh7KKKTiKsCLA8NX9r9WhC7w3o4x1yqdasAiEAw6pxC20f
Fb7HADz3+39YuCqfFqtQEdTr0QA71tyWB2E=
-----END CERTIFICATE-----
','5JaoM77aadQu6_rPXeX1Nihml0On68FNF7oK9O7TE1w','CN=ledger,O=Example','CN=Issuing CA,O=Example','57A0932212859A0DB2DD256256ED1DF32301689F','2026-10-17 11:57:00','2027-01-15 12:02:00','NwwoBTstkflbI2d3O_K7yH_mK8Ic7aOh40eHcn9QLEs',0,'2026-10-17 12:02:00','2026-10-17 12:02:00','2026-10-17 12:02:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','48f92ffcde734b0ca9fb39fe0713480f');
INSERT INTO "mosaic_clients_credential" VALUES('4eca350df17d4be9b6e9b97cd013e498','RETIRED','EC-P256','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','v1.c70f84d29ea6.S8ptlY63HVpXooJjuKWzOYwsZPilCYlZf9HsMgmxzu3B65kS_dAlbj19GfmpTmxXUV7YKQ2q4244z2AaDpJ_QGQwJPj1B67kRo-dpO-BdUkWpGCUIgMwLd1qCyMXhzMnOe1A2AGbQqkdAUirfQJYUTXl6xohWMQ7iinjCBMg2U2traIYTnnhx2RF_v0Ruzz1c6T7_rSV64iYceOu-cewCoaE9iYzZJz7hX_KH4tubFiDpYAJPnFzD6DcF-8To168Q8P0i7JOaqKVLbpSUUK8SrCyUzGPtJZOEGxWeDQALyTt8lYrxAJBlbgWFhhODNIq4ifTdEyPbSLE5QuMQp0qRvDKNxXGqt1YeWEsUkY=','','-----BEGIN CERTIFICATE-----
MIIBjTCCATSgAwIBAgIUdMQwdtGdn8Di55imY1QwAfNkIEgwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMDIwMTE1NzAwWhcN
MjcwMTE4MTIwMjAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABAuWNAtmt0zOXKR4pg0K9YTp12mbm6kVEUi1
g5zE8uosq1Uog1+9lJt4h4r5G0DHg/8w+irj0KVtmfKRTsbIO/6jVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBRli635eQOktFDXrOhp+ARJ9AyJ0jAKBggqhkjOPQQDAgNHADBEAiAv
ZhkBpIcshy0EBgQfOx4pTNoW6luPcqsBdZMw8u9IdQIgHUSuE6+f19xYmDjaZMA2
j5Zp7KMwRKarwN4jIYS9Q00=
-----END CERTIFICATE-----
','ZPRyF_zr-FKH__zpruXj-2i9P7fDn37NaD4rakbgvcA','CN=payments.transmit','CN=payments.transmit','74C43076D19D9FC0E2E798A663543001F3642048','2026-10-20 11:57:00','2027-01-18 12:02:00','ZPRyF_zr-FKH__zpruXj-2i9P7fDn37NaD4rakbgvcA',0,'2026-10-20 12:02:00','2026-10-20 12:02:00','2026-10-20 12:02:00','2026-11-09 12:00:00','2026-11-10 12:00:00',NULL,NULL,NULL,'cd84dfb541794829a51ff0aa80cbcdbc');
INSERT INTO "mosaic_clients_credential" VALUES('8d2a6f19211546ce97ba777e2599b4e1','ACTIVE','EC-P256','HM6gMh8Qm4OF3nvH_rybuCCMeANkg6CvhPSZ1DyqkWI','v1.c70f84d29ea6.mws4MTNasHdOk_AlE3OsoAA72cMG0zNq2-LxMuxxmAuG81RWJNkxcVxYebw2VtkvFAXY_R2AOZwsSZuOTRkWjOAwctLocKUaWgrCCDkQYF-0RyLaWMEsbLReyCG5kh730hmtQrh3XP2sMNgsbbPYYDyE79ZEjkgjWQ89_FGdb0c58Y6scrKq3Yqgj_G_PkW7W53i82_J5zz2cEHzWIYLM1TqkR-Z_EEHABnf76qR2QwyeZYTKQADLG1GClQv-Fr9L9c9Nd-vYWKFeXG6_HMVapBbA8f_UZwKSRAXw9iPW8R2OQs3K6MMR7g6YNoDHS9dzw8XKuiGr0wV1wv2xgnjI7jUlc2iGqIIo2PPla0=','-----BEGIN CERTIFICATE REQUEST-----
MIIBEzCBugIBADAiMRAwDgYDVQQKDAdFeGFtcGxlMQ4wDAYDVQQDDAVraW9zazBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABCQ9pUELlNaH/engqxJeASuyA3XrYq6+
7SObi+Sr8frds9OwliedsYaSJDwu21qQgAEO8e4yYDWymbwr4dmFmGSgNjA0Bgkq
hkiG9w0BCQ4xJzAlMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcD
AjAKBggqhkjOPQQDAgNIADBFAiEA2vzCABSTLpyC6oZQka24bSy7Mc1TxTC3+pgE
S6NAPyMCICj0vd168uj3aRW6zm0D41mDFRmdVJW6SDW651kr/xcQ
-----END CERTIFICATE REQUEST-----
','-----BEGIN CERTIFICATE-----
MIIBwDCCAWWgAwIBAgIUfSFrv3JgTDGxWagaWmd3i3Le9WswCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDEyMDAwMFowIjEQMA4GA1UECgwHRXhhbXBsZTEOMAwG
A1UEAwwFa2lvc2swWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQkPaVBC5TWh/3p
4KsSXgErsgN162Kuvu0jm4vkq/H63bPTsJYnnbGGkiQ8LttakIABDvHuMmA1spm8
K+HZhZhko3UwczAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUE
DDAKBggrBgEFBQcDAjAdBgNVHQ4EFgQUb+AJbODcHoGswOAj4sweVDRgO1wwHwYD
VR0jBBgwFoAUW1r8M7IgtdhSPtsSjQFTurznb6EwCgYIKoZIzj0EAwIDSQAwRgIh
AMn8kX1lARQiBJkzuyjJIpf4ZPaAeAvt1hY7NqU6xMb9AiEA8ZyOgG0lZy5XDVLF
W7J4KTNt8dpMAHE/QNQP8ZcqwME=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBkzCCATmgAwIBAgIUBh4CJO4MD5HPUbfekMyWaOoXslIwCgYIKoZIzj0EAwIw
JjEQMA4GA1UECgwHRXhhbXBsZTESMBAGA1UEAwwJRW5kaW5nIENBMB4XDTI2MTAy
MTExNTUwMFoXDTI2MTEzMDEyMDAwMFowJjEQMA4GA1UECgwHRXhhbXBsZTESMBAG
A1UEAwwJRW5kaW5nIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuXnAxNon
6u9cOl3GD3bKL0ssrrQDRIbyxrd9PqjATgOD4GTF/V9nJv+VJ4JirdoXRjFkwiYC
wIGUbmIXQZCHpqNFMEMwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFFta/DOyILXYUj7bEo0BU7q852+hMAoGCCqGSM49BAMCA0gA
MEUCIQDRxZ+cpLiB8wwGkZQdOnTA+RXVTefJFn76efR6Z16lTAIgPtHRNOW+fAG7
51KsYwxmziC2cRf6jqT3MWLGLdc2Ri8=
-----END CERTIFICATE-----
','wG2KmQD5pxhgRv1eho2IFukJj5A6q3py__GTDIryj7M','CN=kiosk,O=Example','CN=Ending CA,O=Example','7D216BBF72604C31B159A81A5A67778B72DEF56B','2026-10-21 11:55:00','2026-11-30 12:00:00','huciCzNCP_nYX3olXlgSbNl2XauVKhqaX1GzF62utRk',0,'2026-10-21 12:00:00','2026-10-21 12:00:00','2026-10-21 12:00:00',NULL,NULL,NULL,NULL,NULL,'ac42e07b5a9b4c33826b296b123651aa');
INSERT INTO "mosaic_clients_credential" VALUES('a3942d718c7d4a2d9c3dbff0798ac848','RETIRING','EC-P256','b2e_Z2uFPZ2cU5F9Y65mR6or12YJyS-ioJf_EokXa58','v1.c70f84d29ea6.M7Jhlv8A4Roqsd2K92rxeN_X2aZqt24USqpOqpyrDYGZlsLtmNRUZkWLZYOeK3FE2PN588kz7BNi1LiHgScpau9O5UcZ09TdNQNGpGqx8m_HEvvcVpYA8D2M-DNFI3_qnJJcyZUVBl0H3woNCCJYPpagO85uzBUb20eUZxktvD1pk0N_VynreNnk1rCfJ5RAVYV2ZStiP6ibCVF1JX0814HLK-b2NSURPsjz7ON53eSzqdyty-ivN7TLgXIODK0YoOLAqK3QEAVZmA0ibtEbDw4RD5fAif4L6NIAw1BBUdvAZj31AmaAP8mp4V5pnkpnyx1xjVEns6cKwaEEz9GClf1c48-gA60qyRkArZU=','','-----BEGIN CERTIFICATE-----
MIIBjjCCATSgAwIBAgIUasjMvZsDWFh/IwRou37Z9ndyUtMwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMTA5MTE1NTAwWhcN
MjcwMjA3MTIwMDAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABFXiNq3i7wC2vsSVc4HRdriii9dRztTR+lzn
ddnTgBJiUD11JfCvsfvVGSGpEn5x0/oWKiyKu/nrsTFhkO2AdamjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBR84yrYRmJlWSg5p2wq9TGJCOy87TAKBggqhkjOPQQDAgNIADBFAiAP
gWAqjWoKeoElJkfCWk7JD4TKYvYKyMKNE/6ZOx2DiQIhAOsVlNbfSsSfquIc5cE2
PStMOCZC88sLtqnc/fSqqRVj
-----END CERTIFICATE-----
','PfPsAFEgwtpP6UtQtw6bJJf7m43mVo2ySejgzwE5Dxc','CN=payments.transmit','CN=payments.transmit','6AC8CCBD9B0358587F230468BB7ED9F6777252D3','2026-11-09 11:55:00','2027-02-07 12:00:00','PfPsAFEgwtpP6UtQtw6bJJf7m43mVo2ySejgzwE5Dxc',0,'2026-11-09 12:00:00','2026-11-09 12:00:00','2026-11-09 12:00:00','2026-11-29 11:48:00',NULL,NULL,NULL,NULL,'cd84dfb541794829a51ff0aa80cbcdbc');
INSERT INTO "mosaic_clients_credential" VALUES('44eb123167e64e9eb9846801404c01a5','ACTIVE','EC-P256','eXZd1chkGlvYIYaJCuKEY8x_isgItPcjecmjKBotIuI','v1.c70f84d29ea6.tZP2g8gmkQtnuXNHBbkAvNpDBV56rIGbqshuXyruMB14fOLkdbb4VRW79fj6NICFPopgqqfu4VFCcqMjJPHJsVQwrq43iN3PO_OLA-1ULySAcXKawBoKQmprzV_cCXm1_0bT7zXVhXNGEIbDbZVbGN9qa8EqLCZNbiRSrHTmE7598MK_8LsEQcxhzRbdLwgUxPBt5RDA_2YE543WPoSgdOJsDsMTR_5MNW-lJRcNp0CcD5XVT9ed8WCI9VgQAgcUxUZPnrWUrqZYhOc93zOy9p9DzQxb3cnf1e2nmj3QmeSDvk1bfAsJ--s6h9ngBNzQOcKmlGnbxuKWWlaPgXDqPR3gm8exlB_e-RokUww=','','-----BEGIN CERTIFICATE-----
MIIBhzCCAS6gAwIBAgIUZi0HOOgVNzOEvcXaa7PwwNqT86owCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOcHVsc2UudHJhbnNtaXQwHhcNMjYxMTE5MTE1NTAwWhcNMjYx
MTMwMDAwMDAwWjAZMRcwFQYDVQQDDA5wdWxzZS50cmFuc21pdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABF/+mG7d2oTufgxo2PcEiXokbTYxolSsNwLii3Trk65h
lrHvWXFBZeNsWJvW3ou5hX6DKHK+g5EiWFw3G17kd8ajVDBSMAwGA1UdEwEB/wQC
MAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0GA1UdDgQW
BBS1aoAUwy7nTAF5232z3cz1bFJjvzAKBggqhkjOPQQDAgNHADBEAiA5PvXdWeUy
af0HBOGpxSracm3gIUWSHhZkqsy9Pwab1wIgckXkGY5DMhmPR0TRBAVXQBmebgLx
/637R9/Kx2gmaDw=
-----END CERTIFICATE-----
','Uo7dFMOzcYb5MlsTGBk904_YALyQ_wdsSWqphH72M-Q','CN=pulse.transmit','CN=pulse.transmit','662D0738E815373384BDC5DA6BB3F0C0DA93F3AA','2026-11-19 11:55:00','2026-11-30 00:00:00','Uo7dFMOzcYb5MlsTGBk904_YALyQ_wdsSWqphH72M-Q',0,'2026-11-19 12:00:00','2026-11-19 12:00:00','2026-11-19 12:00:00',NULL,NULL,NULL,NULL,NULL,'7db0600e066e4217920dcbea03e6131d');
INSERT INTO "mosaic_clients_credential" VALUES('74cbed0e2cb14371bb8cd04b27c9703a','AWAITING_CERTIFICATE','EC-P256','57f7TRi6C4YJQYi_ir8U29IcKXnIMH6VdjzOjYVKDeM','v1.c70f84d29ea6.cdpy7ih2OX5o7oV3mt_6ZjDkA0fRUvF4euUxixNzTyL-fQC55-5Xo3kiAey-kvyKtpXHmXfKwXPvmhcLrILwKSOIaxp1CAchj5ojln9IxSISP05fmljfWXIJYz_X-tX_2ijPxN5dU1bQ6zh7tN-eHgMs0cWCMKbo8-d3GVAUdpVFlhXQYZBz-wGRM8tmJS7bPWv0ojYr6cunl24zL7O6NjD_0oxTH36mVPXDGp83MR37whdHih_7VbdI_4T6BIdDOSMjQor3YwC-VgwpgW3HQkndZkibKIBVA0ooqwWg4pqWGXXAS6hUOkGLIoicGLHeGybXP62smPJUwam6hKDopkFCQCl83UOK1elbH_Q=','-----BEGIN CERTIFICATE REQUEST-----
MIIBFjCBvQIBADAlMRAwDgYDVQQKDAdFeGFtcGxlMREwDwYDVQQDDAhpbnZvaWNl
czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA5mY8QL8a2nPBqjkL8L0pSYKU6i
9Z5U2XM/odaDq1zf2Gy2j0n2cBRWiSWArr8oegxloJS5dZIaCPdvZYGNFH2gNjA0
BgkqhkiG9w0BCQ4xJzAlMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEF
BQcDAjAKBggqhkjOPQQDAgNIADBFAiAlE9OEzSIQ8cUDhAY03OGyIunRuxjXYqou
eH2v4lR7MQIhAL+k4gvg4tHAeFIQO8jVhM9AMqTDtfeHWacrszvyeC4D
-----END CERTIFICATE REQUEST-----
','','','CN=invoices,O=Example','','',NULL,NULL,'',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'ec6e73a4b8664322b53ee68b117f2668');
INSERT INTO "mosaic_clients_credential" VALUES('5c525f002c5c477fbf08aff9a92d5709','STAGED','EC-P256','Idp-Rh6Cwj9s4isbsuVo5_1eJdxJ80dPcwTqyKiQtmQ','v1.c70f84d29ea6.sZrFixq4GTMKp-vCI39mGDoaD6wehn2islnHd272t3xX-DZrDHcmOvcPldCqD0O_OKbdfaDg_JHreb_BHq1pAIEmlvsh3X7iIpoSVBP3ymeEn1Et8oyeB_EWxcvXSrFdqhs8bGK7CAA7ZJWsxUh1gXeHg2eGKq85EdTHcXtx8GKpu1qGkxwln6XKjz2EZ7AbZ7zhGPbnnpH_Co66vrf3B1lkbhpU6frqtAxDRj-fNp1b2TBjf_5yJy5CDG0gXPXYwhXQXifxppDbVdJ8E9JRM8MthLlIAQnPMmighu7bpTuZ2OgjkCYuuTbhJ58xH0R72tOzQWKfrBnafd_nCpMySjfeG-IpeAvcMnVTmt8=','','-----BEGIN CERTIFICATE-----
MIIBjTCCATKgAwIBAgIUMQphKnzedX+l87N/9WWQvbvQeXEwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVmdW5kcy50cmFuc21pdDAeFw0yNjExMjAxMTU1MDBaFw0y
NzAyMTgxMjAwMDBaMBsxGTAXBgNVBAMMEHJlZnVuZHMudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQZg1JojbORSDVvXLk1MFPxkEux5EQI+/0O/+Gv
jQ1ONzY8eDCpX2g/Dj2OylcUEW5Jd85dN1gR9cg9Yr3JIwBIo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUPscZepvMB6rJHQctEaDEOPaOhLUwCgYIKoZIzj0EAwIDSQAwRgIhAOdi
eZqCWgTPZE7AHIbw4ShfFTJ15vL69HibAMqnedTjAiEA1Y1qVE5sSIlkVIAzQ44I
KpWislZwKjUJLKq+ha/DX44=
-----END CERTIFICATE-----
','xOJXUU4d4Ju38_Lt5iRtsxQGZ9cuQQyP0xfh6hHIlnA','CN=refunds.transmit','CN=refunds.transmit','310A612A7CDE757FA5F3B37FF56590BDBBD07971','2026-11-20 11:55:00','2027-02-18 12:00:00','xOJXUU4d4Ju38_Lt5iRtsxQGZ9cuQQyP0xfh6hHIlnA',0,'2026-11-20 12:00:00','2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,'9cf9aebb3b204b3299d47adef6b82b80');
INSERT INTO "mosaic_clients_credential" VALUES('9cd5b12182ad405caa4355ed8d68446a','STAGED','EC-P256','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','v1.c70f84d29ea6.6rioVXdGXKhugUgSn1GCnpxLhZSjuv_fj45lme_L0fxOLFZfC7GYrPYdLU4d7ddhvbn0ehLW24SwIGG7njZSRn8KuzOA7eVJvr7_l9I36dGzWwx_60Hib4tBPWyVCwLFDjgG1aGT-4kZNIG0PNCcjbwCmRVkS3DH34UAUG_3hbMnN560WZ69mZntC_CR3lHqaEVVzvKHMFW2NKtizCrxnZOARb7pZAKFOPK2z5MkR_SZvrrlrO_o0LtTuBK-xUryeHrkyFGUHyMQh_65RpZ-6b3_wcBHngUX3ZBL1Tcnh6fo-X028HajgAIfuC_-U5S_OTHYYEnOQxmENxjkJr3gGW4rNbV44K2Lg-aQC3Y=','','-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUdwDv39GZe1EkOjLv+8gJWdbpo3MwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcmVwb3J0cy50cmFuc21pdDAeFw0yNjExMjAxMTU1MDBaFw0y
NzAyMTgxMjAwMDBaMBsxGTAXBgNVBAMMEHJlcG9ydHMudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAATn5e6GQt0U8oPblBOF6aG6I30/yv/gjg+h0fcG
bHu66s2I7fXvt31GHqxh4GTe5XUbkjjeg394cBdQS/h8E1ajo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUg+gIZpn4z6I8V0ODkLOCp18Vyc4wCgYIKoZIzj0EAwIDSAAwRQIgBUOb
DZoOcE6SKFpaaKjxnZ8tsWsYMIKZ1J+UyTrH9yMCIQDR33Kr7TsbXPo0OG/AL82g
gpMOM6gtxREK0dE6vBV7TA==
-----END CERTIFICATE-----
','vLyuQTzOjXzExvF5rY_5QQsWYrDLOR1D6J8s7itOfkg','CN=reports.transmit','CN=reports.transmit','7700EFDFD1997B51243A32EFFBC80959D6E9A373','2026-11-20 11:55:00','2027-02-18 12:00:00','vLyuQTzOjXzExvF5rY_5QQsWYrDLOR1D6J8s7itOfkg',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'5f65680b7b0d4623baf7dfd20ea61023');
INSERT INTO "mosaic_clients_credential" VALUES('3315bc0dfb2d47f7956457aca89bd3ec','ACTIVE','EC-P256','1yq4Ba-4u9JBrelhQkG8Zl8WQs4XD7Eir0vkMPOKe74','v1.c70f84d29ea6.RG8iuD7awXGK0b4NfJIEao92mqaIarst0e80C97fpmj6OZtK22TrwZN2SttskvrBJCeUVKvTNom6m8e1G9YrjKOP4eEDacO4J-gcovXolkvuEtwgpGRoEdqYinIk2DpgI3joWYZcQFMjVkmfp7_QUH0326Gq-bJSPTB0IlpMHUe7bTr9IHNc9juxt1jF0rKrEQdnAnaOstIw-DuJC3_g4I7aArDLwkjPZNhONdFynYOtR2hIik_P0U3aBCn1pRicz6u2kWZhMVz12Ixpe4gDeFXwgzpLY8wvppvxTadgnJq1y6F_eqHF0-lyTK6WfkXCvr-G4A9xvS7Bul1_i9pw5GMhn4UtEaY-nUHLuY0=','','-----BEGIN CERTIFICATE-----
MIIBizCCATCgAwIBAgIUXL0j209WNkfdDw7l0Szfn7XJBu0wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MB4XDTI2MTEyMDExNTUwMFoXDTI3
MDIxODEyMDAwMFowGjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE8UF9/pFhiRPl0o3hWSvQSGeANRG4L34F68DjcnLh
OAEXLlO4ZxGnecL5HrsqZbO1rhN0RDoeqyzvwkOk7CksAKNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFG8hlSodKRv6GAIWOcG7GCI0ESg7MAoGCCqGSM49BAMCA0kAMEYCIQCEhgvX
T1KiibFJ6k1pEBqxAq0QPsC9irll4TiM5L2nEwIhAM/xrg4Q5QsXk1A+YlbhzAjP
p/KkRRgUEwQ2wT6xbB6i
-----END CERTIFICATE-----
','clxn1zGu-tVkYGeoy8ClVu6UvZgP49rbadgr3kw-ja4','CN=claims.transmit','CN=claims.transmit','5CBD23DB4F563647DD0F0EE5D12CDF9FB5C906ED','2026-11-20 11:55:00','2027-02-18 12:00:00','clxn1zGu-tVkYGeoy8ClVu6UvZgP49rbadgr3kw-ja4',0,'2026-11-20 12:00:00','2026-11-20 12:00:00','2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,'eec260dddeec4d9186d7b2b03a7d72de');
INSERT INTO "mosaic_clients_credential" VALUES('955ad8bb458f4ac69b31459c2e402d03','STAGED','EC-P256','yotIqUIZEEKctiZp5KGd2TCGNtute6h-vClhrrcHLXE','v1.c70f84d29ea6.lxwOyXCc9Uhf7lNQNqbGDYpJXgQ4skpMy7ilqSS2zbbL02febUa08qau1v3Cv3O9ZrBmrbtLtGBq9sXMMG9OcNDuXiSBOICI0QsyufmOTlNatoBs-kk0mrnRKOpItcY6aNhvQM5OQKUkalWtdfWKnvKjCdnZSW_lDvjA7Y-DYELr7cI7F5mQa7okzoEdsi1ktqDx8zAuw8hVqaBXfeZw3MK39e1n64VGl4aUmbEeehTaNVD8ThgVFvsUFtam-stjjXqkfrNaUMtM6NFVE_1NWV1GsXi_0fQ3a4vtFNSq3IcpzaukzkepQpWQ0am0dcj7tXTtFf7bKtsZlvjIOJofD56yUoGoDivVv-wwC-E=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUDq7YRRhBkMpPMOpCggR2DlN6keMwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MB4XDTI2MTEyMDExNTUwMFoXDTI3
MDIxODEyMDAwMFowGjEYMBYGA1UEAwwPY2xhaW1zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEwNOAqBF6nWtLlDej6Q6Zj42AbfkgA0sRMLD1faQx
ZIz8o5hhmWKJzxbqbI4mX7g5Oi/vQVN10F3qlukeyQLLRqNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFNMQZ8cpm/2cdlmMu4+RS0VqNz3RMAoGCCqGSM49BAMCA0gAMEUCIAUsq2aI
UWh5lBD6D5PWBt3exBLtIXWovZt2ltsSQB1NAiEAmYKsXu4/zSIKFOoysX6r3U/H
nktSYhx8BkfGWqantJk=
-----END CERTIFICATE-----
','F3io9UYK10Y1mIGcy2hUHqaamBgtKvqRQgxBJThnX3Q','CN=claims.transmit','CN=claims.transmit','EAED845184190CA4F30EA428204760E537A91E3','2026-11-20 11:55:00','2027-02-18 12:00:00','F3io9UYK10Y1mIGcy2hUHqaamBgtKvqRQgxBJThnX3Q',0,'2026-11-20 12:00:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'eec260dddeec4d9186d7b2b03a7d72de');
INSERT INTO "mosaic_clients_credential" VALUES('0da2ffafd3814064b68ab07d747d3072','ACTIVE','EC-P256','NfGvuvDujttyGJETeADahsSwmnX4pXhDZNcF-ZmdhWc','v1.c70f84d29ea6.b61Ulj7fmFBY38fSMbYVpCqg9GgGZFt_7LlWcF1Ro1XnhlpLce1bZSORzoZxzti_GdXjVN1Y8b3dctGbQ2xV8d1IVo_Twr4d-wOhEfVvkO1oWyHPXbXY_r8-kqTjNDLeCAJLVDExTh5w0uKg73_axLSq5FErzRp4dLtILZos2qMbLFVHFk5HY5UGxypDWz6nwMkiWzMyyFjaxLFEicPVM_6FEFeAKhxtzY1ZI73vrffshYgh51qMYGNti_1D9O5vq54ROgYWSwEXjYIcSFzhoiD4OadzK0fFxsWKv-fO3NCfIULSp0mKH7yZItIvCtX5hng4GWh9u63qdVQQP4CZZ9LZdLuAl3buK2TC4mA=','','-----BEGIN CERTIFICATE-----
MIIBizCCATKgAwIBAgIUImzX90nWDtyFBGluBUc+0kPLolAwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQY2F0YWxvZy50cmFuc21pdDAeFw0yNjExMjkwODU1MDBaFw0y
NzAyMjcwOTAwMDBaMBsxGTAXBgNVBAMMEGNhdGFsb2cudHJhbnNtaXQwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAARVepxbUv0XaDai4AfvFu/IdnBXW4Hw35APgyji
+Phqj523bzgA7GXcQDaNTItaLZ49q/JfMht5YptTbHfu0ouCo1QwUjAMBgNVHRMB
Af8EAjAAMA4GA1UdDwEB/wQEAwIHgDATBgNVHSUEDDAKBggrBgEFBQcDAjAdBgNV
HQ4EFgQUozWouKLJ+yA77T5cplScql2WlsUwCgYIKoZIzj0EAwIDRwAwRAIgVAJS
MGtM7AIOBgrBiSuC10tdSiUmmO2TbOollTwl0GICIBWZNFa1o1q+J80Hy+BGtNGM
RVVGkTpHv2jjSjdY+ZRv
-----END CERTIFICATE-----
','QTBpcLLjs2dRNRjbyxwHQ66EfoKk_---bpdmvq2CxVY','CN=catalog.transmit','CN=catalog.transmit','226CD7F749D60EDC8504696E05473ED243CBA250','2026-11-29 08:55:00','2027-02-27 09:00:00','QTBpcLLjs2dRNRjbyxwHQ66EfoKk_---bpdmvq2CxVY',0,'2026-11-29 09:00:00','2026-11-29 09:00:00','2026-11-29 09:00:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','ab4db460d80c4f88b052b6a338f1cf6e');
INSERT INTO "mosaic_clients_credential" VALUES('5a3ad2b4fb1a40a08c4d51abad2cd9c9','ACTIVE','EC-P256','ka9LBytuUFI-QVhLtge45uQL0R9qDSyVNc64_99jiyI','v1.c70f84d29ea6.iJh8AZ22DRz13yxuLm_DLnYZpXna9-FAiRW2I-rhUHloxFMv8tzQG6C5u6fC92-GBc75Etc1lpScvTv8f9p2ISN7KLL0zO8vbHPRh97rQO7JdTZcJB8Et0BX3UXRh6ACkWUSn0e-ToQFumiy878g_npo0n15Q9EhshPQbktzfw5OmBQ6BsGv4hSSGpmTUd8OSXISKybb52yrxeQUHrX_h9hQxFtvsAi2NkojIMoinorsLKICEEwSZNVrsMCvbNNrBo2520iF9ODpgXQBw5jjhW7qgvOOOXEhbZyJS7TiZeCnBqOtEfDuVOg8kQzIItRGEIVJsKlhCQHtcbUpgxyQ5QKwmZKaXFecrGF6l68=','','-----BEGIN CERTIFICATE-----
MIIBjzCCATSgAwIBAgIUPJluM+Tvolc6zC8AHEoBJ/KbVIkwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRcGF5bWVudHMudHJhbnNtaXQwHhcNMjYxMTI5MTE0MzAwWhcN
MjcwMjI3MTE0ODAwWjAcMRowGAYDVQQDDBFwYXltZW50cy50cmFuc21pdDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABE8W6l5Sr+Hh69jbW/7K1Yrp25JVWcGRFdlq
TvFIMTNrsUQAQfNMpF594MXF9iT7eN/KwMUfas3KgoIu8Cj0EaWjVDBSMAwGA1Ud
EwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMCMB0G
A1UdDgQWBBS8OlEq8UVA6MyG/0lU4BpFxMdE6TAKBggqhkjOPQQDAgNJADBGAiEA
o+oJOxPPTczLMNIRh1NpZg8fDLnSCcMRRs1S5wGo4UwCIQDXVGwlF0V7yJyzUBnr
w5x75USL90x+CqIgujeLHQ8ZtQ==
-----END CERTIFICATE-----
','YkMfaxo9dfnD3lufIGZ2Yk2VvggHUdS7ut_LTRtaq8E','CN=payments.transmit','CN=payments.transmit','3C996E33E4EFA2573ACC2F001C4A0127F29B5489','2026-11-29 11:43:00','2027-02-27 11:48:00','YkMfaxo9dfnD3lufIGZ2Yk2VvggHUdS7ut_LTRtaq8E',0,'2026-11-29 11:48:00','2026-11-29 11:48:00','2026-11-29 11:48:00',NULL,NULL,NULL,NULL,'2026-11-29 12:00:00','cd84dfb541794829a51ff0aa80cbcdbc');
INSERT INTO "mosaic_clients_credential" VALUES('cf84dfdadc1d404487e6de090aeb642d','REVOKED','EC-P256','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUPEiXiSw3gvHl9S9QW6aipNrnhVwwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MB4XDTI2MTEyOTExNDUwMFoXDTI3
MDIyNzExNTAwMFowGjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEmKs8/s/pfK1nUg8HjqvfsYBR7Ubjl2KQXY8Os2dW
qE4SlzrC9GhUlAxpdUzapjKhcDbB5bIGInm/hEhY6nZX06NUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFA+zXO5fRAYQDgAkoH6k0QsrR/sQMAoGCCqGSM49BAMCA0gAMEUCIEacTlsl
4V7cGSpD/CsF5jVeHVcmbT3zcZsOZhaPL03qAiEAg7Lj0ZpaL163DfmGFl20JfvS
TQeRw4c5Dye9DLowWTY=
-----END CERTIFICATE-----
','rSzSwNGzfNwWAJ_BsiTbRyB3Qig4-0J3viKaOPVOoQU','CN=leaked.transmit','CN=leaked.transmit','3C4897892C3782F1E5F52F505BA6A2A4DAE7855C','2026-11-29 11:45:00','2027-02-27 11:50:00','rSzSwNGzfNwWAJ_BsiTbRyB3Qig4-0J3viKaOPVOoQU',0,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00',NULL,NULL,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00','811c3045df224f44bcb5797f117cba08');
INSERT INTO "mosaic_clients_credential" VALUES('60acc3151ea4472c859cf2076f3f67bb','ACTIVE','EC-P256','la1bcRoLDp2etbjizIZxC1IVSSQSkXQb9BiCYc44-xM','v1.c70f84d29ea6.cdou8GYLY489aXfpldy8-U7eEfQFTqCJ0_zo8qIf2nuzHqtxdPxPPB9OboZoCQIkijjyH8cpy9PkqSV-DJ6EyjkQSav9Qkf5KEFjGfRrgethgPeRuUUfa6Z52Pg1qZ-hc2hvl5oV-QQv_NanrkrOcUKYwaXfiHvhrGgZbUtg0qkqGyUySlMaKIbqLIlJQEe4-AQXdjggD4CXx26RZVCz-YJlC1xmc2Rhue3Rh-93oraTBMnmgH1NGg4dojOrPLb9EwNMdri5mxBe73tdd9p-32VnMlLLq4cMButX5d1ZTSd5ziAFIoP5GOyGZEEyIulLTeF2O8Rxc4zpUEaFx4ZOxiW8MWLJGlhQ8nfDNl8=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUfMZqec8Q8RQj7YT6SIViIukiuAEwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MB4XDTI2MTEyOTExNDUwMFoXDTI3
MDIyNzExNTAwMFowGjEYMBYGA1UEAwwPbGVha2VkLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEmGDvV9qhdX0i/4vWTdGJecn2L4ZGoJGw0wuhUa5L
oh4hKwV8glcbEdXjeCSAWsjZE1bdFgam/csMfTKmzM4d+6NUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFMSotTkxYl4AKsVeYJV/lyeWDcM1MAoGCCqGSM49BAMCA0gAMEUCIQCirpi3
AjAvTc1w3AIIDBKuWP62B/1+Ll+1xrrwSNB+IQIgQB/6F27cj4LUvn25yzFQt25n
eQ/e7pP88lqEgGN6DUM=
-----END CERTIFICATE-----
','39NW15BPdBRGbK7uTcByNTlsoO1j6VeIWc3QOjdfKJw','CN=leaked.transmit','CN=leaked.transmit','7CC66A79CF10F11423ED84FA48856222E922B801','2026-11-29 11:45:00','2027-02-27 11:50:00','39NW15BPdBRGbK7uTcByNTlsoO1j6VeIWc3QOjdfKJw',0,'2026-11-29 11:50:00','2026-11-29 11:50:00','2026-11-29 11:50:00',NULL,NULL,NULL,NULL,NULL,'811c3045df224f44bcb5797f117cba08');
INSERT INTO "mosaic_clients_credential" VALUES('c3e50a84f8ad48e5a993b896e155dd05','ACTIVE','EC-P256','qTjy8SO8kIqNs9y8oxdi2kt66r5U28DYZJkK5prHpAc','v1.c70f84d29ea6.OQb-zaZkh1zJjqNs9sZDQRA0dFCgKQ9bg_emXaEcmeagHGYopqNXwJ1Y0aP1z_6lPYbxrpv2acNftG6oZgpcvw5UDB-xH4U2wXUJoICz28wjdViRyzcH67-WpL46ANoLCO5vXVP0Vi8AlkQkL11SfznTu7401KIdlC2xtcbLltxEBPzDDnurWug6b5Zcocay3ucwI4P4qqvazaqfdmvcTC5IQAS3WGuhQZkXaoMs00m4lIakC1DNTOnd8MZZHKsVKcBTLjwdfo0UkF_0uS-hwvR9gy3EBCkHW9zBneeW49vh6DvjTo5KQHGk-ouBbdE_CPmhM5oRrqd87WDQ6hQk4Hzo7Jjuhfli3r0UZyI=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIUNDluVImeaFv/PtLWM2Qq8nkVaAswCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPbG9naW5zLnRyYW5zbWl0MB4XDTI2MTEyOTExNDcwMFoXDTI3
MDIyNzExNTIwMFowGjEYMBYGA1UEAwwPbG9naW5zLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAELxtIAl6RRFOMnaMlUUx3fukMxcraMYlYcQKn7L0l
ri0N+aHS8pQK4/Zb96uT4sKsr2XWOCqDZWjMyjqvqarDGaNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFDETbpxc0VwUQp89uCL5PGmtR8fRMAoGCCqGSM49BAMCA0gAMEUCIQDpUtwv
d3MGZtA4BULf9mQeeAwrKXqFwPGK5/DE2lLsYgIgfJdTYjap/n5BlLkKY43JomMA
k3aDdrr/JDV3O/GOQQg=
-----END CERTIFICATE-----
','TKkNatx0q3Lr-Jv7IPdntyn34dnhVe-Km8d3f6x3VOE','CN=logins.transmit','CN=logins.transmit','34396E54899E685BFF3ED2D633642AF27915680B','2026-11-29 11:47:00','2027-02-27 11:52:00','TKkNatx0q3Lr-Jv7IPdntyn34dnhVe-Km8d3f6x3VOE',0,'2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-29 11:52:00',NULL,NULL,NULL,NULL,NULL,'eadee7f380d04805995ea66399309433');
INSERT INTO "mosaic_clients_credential" VALUES('d892cd5fdcfb4c0b8bc51bd6b171caef','ACTIVE','EC-P256','8Qu7aqDxCgBPX-Y0Ddtr8Z1VH6-wVfovskVM85Xvn7Q','v1.c70f84d29ea6.ABOJkjIUb_halFghPcxi4XNPQBu5WCR-ssXbntjvoRbV3Tf-TBv2VX90epoRp0fuQAhdowzULeHC2xPFLH1sq9ZD3QfK95DDVgyUKdiNkY9zWdQpXmPvVk6oKjiMVulNEOUA8vC4-zTmmslRVt1m83Ukb6embskGCFBfQb2Z66cHjBDw_75hBkEKmn9XD4aZ1y4Y6lQ9uO02xu-vdBx6G97NnW_-sFBy-0_685VdkR6tRUM4C8-Cuz8xkfC9X7SsBTjMyFBncRCp5B6zpeqn08-A6D-8oNeNddNDz8wvGkJJkZd45pTYo-bgbgWp3iYmL674626LekhIQKem1uStJiT3y3txxMMtZuFE61Y=','','-----BEGIN CERTIFICATE-----
MIIBijCCATCgAwIBAgIULYd7+hc2+vJliIaITnbNXGatjP0wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MB4XDTI2MTEyOTExNTQwMFoXDTI3
MDIyNzExNTkwMFowGjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEK9w25D6MzJfHv/8Zrcett/TdPlhkossDNCxSfZEg
4OVJyh+e33jN0ISgSYM4olwUBGNqxa2JT8Zr62jgL6xxtKNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFIE/NBvQiBNjicygqVL3uKX/rATVMAoGCCqGSM49BAMCA0gAMEUCIQCLUoGy
X8KVxmjFguNLGzhOOfMudgP1pFiM1f5p+PwRbgIgTefA1W6YF+M4DwXfukMsSNpK
SxTUk4MZtSNVdZ8mYFY=
-----END CERTIFICATE-----
','8B--9X5pMF6sY62MQXUnH9mivahYrGuNC4XC6IxHsY4','CN=orders.transmit','CN=orders.transmit','2D877BFA1736FAF2658886884E76CD5C66AD8CFD','2026-11-29 11:54:00','2027-02-27 11:59:00','8B--9X5pMF6sY62MQXUnH9mivahYrGuNC4XC6IxHsY4',0,'2026-11-29 11:59:00','2026-11-29 11:59:00','2026-11-29 11:59:00',NULL,NULL,NULL,NULL,NULL,'916d2ad9e1b843368da3c9b3299c3943');
INSERT INTO "mosaic_clients_credential" VALUES('d0a8754d0e6449fe8e2c80c8ee34bfd0','STAGED','EC-P256','JYlbfIQKwFAMCsXTjCoa1bpXJGSLNawXButuACnwzXE','v1.c70f84d29ea6.lbd9qNPyBgBa-AolFoNoWwoAbXjnSUQlfZLa2EnwsaB7UPNdnk5AOjsyHByHe3M1_SonqBQbabcOgOn8a8lBlUw--G552D86BppPI70yjJQrdDba3gKu7whQwm4g1yRjIaer6waPg8A4Yv6A3DFHArmWcjgAMLN9ezWH6_H10rJgkg6E-WLyYM5_OaGHaEcKg8DHFvhMuPRfJrkpikup_HBN-ayfA4U3ZkMzWv0CD-ul6kLVR-JUEXuEZtuMe5k9tLadLTG7w1teiT-XueP3JD_UhS_kzQjlGV-LFYx5HJs1bXGaN9Xnbs89wETwe1ACJCacFeIJXXUTUwRW9GN8Fr_bB9dfN11dZBuqC5k=','','-----BEGIN CERTIFICATE-----
MIIBizCCATCgAwIBAgIUEGy2JdB2p7C0KINNLW02RvKG1YYwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MB4XDTI2MTEyOTExNTQwMFoXDTI3
MDIyNzExNTkwMFowGjEYMBYGA1UEAwwPb3JkZXJzLnRyYW5zbWl0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEtjSagODPzDyvAC7Ml5tyhES9JIcrqNyJCvw+SgdU
mNmCzwNgTzEMm4AzkfixZwrZ/bPcgXGSUst518oNp5iBcaNUMFIwDAYDVR0TAQH/
BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0O
BBYEFCJBS2+qoZmCuhIV/VuqKH7AdFs7MAoGCCqGSM49BAMCA0kAMEYCIQDDsC2O
7T/yLo8YsHUoi/SJQaZbEuDmkyViuMzpwnykCwIhAJDhYynEn1j6qyHN1VV6Q8R0
2hqXUENf8FoCww9j+WQX
-----END CERTIFICATE-----
','-1alD3ARmUMt9XTfe65PJbbJWg0ehaw_LJF78U7QDhA','CN=orders.transmit','CN=orders.transmit','106CB625D076A7B0B428834D2D6D3646F286D586','2026-11-29 11:54:00','2027-02-27 11:59:00','-1alD3ARmUMt9XTfe65PJbbJWg0ehaw_LJF78U7QDhA',0,'2026-11-29 11:59:00',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'916d2ad9e1b843368da3c9b3299c3943');
CREATE TABLE "mosaic_clients_environment" ("id" char(32) NOT NULL PRIMARY KEY, "name" varchar(64) NOT NULL UNIQUE, "base_url" varchar(500) NOT NULL, "issuers" text NOT NULL CHECK ((JSON_VALID("issuers") OR "issuers" IS NULL)), "audiences" text NOT NULL CHECK ((JSON_VALID("audiences") OR "audiences" IS NULL)), "algorithms" text NOT NULL CHECK ((JSON_VALID("algorithms") OR "algorithms" IS NULL)), "token_types" text NOT NULL CHECK ((JSON_VALID("token_types") OR "token_types" IS NULL)), "require_bound" bool NOT NULL, "allowed_tenants" text NOT NULL CHECK ((JSON_VALID("allowed_tenants") OR "allowed_tenants" IS NULL)), "allowed_app_ids" text NOT NULL CHECK ((JSON_VALID("allowed_app_ids") OR "allowed_app_ids" IS NULL)), "allowed_client_ids" text NOT NULL CHECK ((JSON_VALID("allowed_client_ids") OR "allowed_client_ids" IS NULL)), "endpoint_overrides" text NOT NULL CHECK ((JSON_VALID("endpoint_overrides") OR "endpoint_overrides" IS NULL)), "use_discovery" bool NOT NULL, "discovered" text NOT NULL CHECK ((JSON_VALID("discovered") OR "discovered" IS NULL)), "discovered_at" datetime NULL, "discovery_problem" varchar(500) NOT NULL, "trusted_ca" text NOT NULL, "allow_private" bool NOT NULL, "created_at" datetime NOT NULL, "management_client_id" char(32) NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_environment" VALUES('fa507bfc7a6e488f9c6120ccd987f9f5','live','https://127.0.0.1:18443/cis','["https://sandbox.userid.test"]','["userid-api", "https://payments.test", "https://ledger.test"]','["RS256", "ES256"]','["at+jwt", "JWT"]',0,'[]','["0f6ba21cc726e74f"]','[]','{"userinfo": "/cis/oidc/userinfo"}',1,'{"issuer": "https://sandbox.userid.test", "token_endpoint": "https://127.0.0.1:18443/cis/oidc/token", "authorization_endpoint": "https://127.0.0.1:18443/cis/oidc/auth", "pushed_authorization_request_endpoint": "https://127.0.0.1:18443/cis/oidc/request", "backchannel_authentication_endpoint": "https://127.0.0.1:18443/cis/oidc/backchannel", "device_authorization_endpoint": "https://127.0.0.1:18443/cis/oidc/device/auth", "revocation_endpoint": "https://127.0.0.1:18443/cis/oidc/token/revocation", "introspection_endpoint": "https://127.0.0.1:18443/cis/oidc/token/introspection", "userinfo_endpoint": "https://127.0.0.1:18443/cis/oidc/me", "end_session_endpoint": "https://127.0.0.1:18443/cis/oidc/session/end", "jwks_uri": "https://127.0.0.1:18443/cis/oidc/jwks", "id_token_signing_alg_values_supported": ["RS256"], "token_endpoint_auth_methods_supported": ["self_signed_tls_client_auth", "tls_client_auth"], "code_challenge_methods_supported": ["S256"], "tls_client_certificate_bound_access_tokens": true, "authorization_response_iss_parameter_supported": true}','2026-08-20 12:00:00','','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUM9e/6EPvjsw07OP1iKSUq5/9vdQwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAwNzAzWhcN
MzYxMTI2MjAxMjAzWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABKxT04nHyU4T5go+T9K1kXiOTgrengVDiE75
6xGmuD2HWa6WyiKXnyEyATnMOfNdueH2fBKYveBaej5p2ji700ijgZMwgZAwHQYD
VR0OBBYEFN1WZRMLBVvaNLlWMeIyfucQsmlgMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIhAIg3CcAznwRQ4BZmlNlkP+NW2ij5+wCcsSCdxQwpuxeT
AiBgZXpGkpMBxvuFkRp/axClNBGrawS4wP1jPmVCMzfT2g==
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00','06837b3c402247609caaaebea98fa603');
INSERT INTO "mosaic_clients_environment" VALUES('ae89f0444ed04f5aaef1f7e7b2c9b1dd','dark','https://127.0.0.1:18443/cis','["https://dark.userid.test"]','["userid-api", "https://payments.test"]','["RS256", "PS256"]','["at+jwt", "JWT"]',1,'[]','[]','[]','{}',0,'{}',NULL,'','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUM9e/6EPvjsw07OP1iKSUq5/9vdQwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAwNzAzWhcN
MzYxMTI2MjAxMjAzWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABKxT04nHyU4T5go+T9K1kXiOTgrengVDiE75
6xGmuD2HWa6WyiKXnyEyATnMOfNdueH2fBKYveBaej5p2ji700ijgZMwgZAwHQYD
VR0OBBYEFN1WZRMLBVvaNLlWMeIyfucQsmlgMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIhAIg3CcAznwRQ4BZmlNlkP+NW2ij5+wCcsSCdxQwpuxeT
AiBgZXpGkpMBxvuFkRp/axClNBGrawS4wP1jPmVCMzfT2g==
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00',NULL);
INSERT INTO "mosaic_clients_environment" VALUES('074b7a5cb5f045da8211e61ea36c7634','fresh','https://127.0.0.1:18443/cis','["https://fresh.userid.test"]','["userid-api", "https://payments.test"]','["RS256", "PS256"]','["at+jwt", "JWT"]',0,'[]','[]','[]','{}',0,'{}',NULL,'','-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUM9e/6EPvjsw07OP1iKSUq5/9vdQwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTW9zYWljIHNhbmRib3ggQ0EwHhcNMjYxMTI5MjAwNzAzWhcN
MzYxMTI2MjAxMjAzWjAcMRowGAYDVQQDDBFNb3NhaWMgc2FuZGJveCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABKxT04nHyU4T5go+T9K1kXiOTgrengVDiE75
6xGmuD2HWa6WyiKXnyEyATnMOfNdueH2fBKYveBaej5p2ji700ijgZMwgZAwHQYD
VR0OBBYEFN1WZRMLBVvaNLlWMeIyfucQsmlgMBIGA1UdEwEB/wQIMAYBAf8CAQAw
DgYDVR0PAQH/BAQDAgEGMEsGA1UdHgEB/wRBMD+gPTALgglsb2NhbGhvc3QwCocI
fwAAAP8AAAAwIocgAAAAAAAAAAAAAAAAAAAAAf////////////////////8wCgYI
KoZIzj0EAwIDSAAwRQIhAIg3CcAznwRQ4BZmlNlkP+NW2ij5+wCcsSCdxQwpuxeT
AiBgZXpGkpMBxvuFkRp/axClNBGrawS4wP1jPmVCMzfT2g==
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBfDCCASOgAwIBAgIUZAcdnDz4uk0Cylj9ICyf/DU9gJ8wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQT2xkIHBhcnRuZXIgcm9vdDAeFw0yNjEwMjExMTU1MDBaFw0y
NjExMzAxMjAwMDBaMBsxGTAXBgNVBAMMEE9sZCBwYXJ0bmVyIHJvb3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAS66weJFCJ4WRfD6hWUo79kL/h0snETYg8jLS5S
vecjAwdu25ajnELmnIyBWWRUEHzXbdiyiZ44vJQenLEGuQORo0UwQzASBgNVHRMB
Af8ECDAGAQH/AgEAMA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUX/mNxuidLM2m
rOG6++L7hZ3XEFowCgYIKoZIzj0EAwIDRwAwRAIgKP16JQXdI3iblqziMeGrknYG
ywu3yZc4WtXcax039e8CIEXFY9Lig0Hqav2HduS5ocXnEqcp4rBvVHF8NBvWKC74
-----END CERTIFICATE-----
',1,'2026-08-20 12:00:00',NULL);
INSERT INTO "mosaic_clients_environment" VALUES('416b13a332cc46c28e4ccea783154950','far','https://127.0.0.1:9/cis','["https://userid.security", "https://userid.security/second"]','["userid-api"]','["RS256", "PS256"]','["at+jwt", "JWT"]',0,'[]','[]','[]','{}',0,'{}',NULL,'','',1,'2026-08-20 12:00:00',NULL);
CREATE TABLE "mosaic_clients_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "kind" varchar(40) NOT NULL, "actor" varchar(150) NOT NULL, "client_name" varchar(64) NOT NULL, "kid" varchar(43) NOT NULL, "detail" varchar(500) NOT NULL, "client_id" char(32) NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "environment_id" char(32) NULL REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_event" VALUES(1,'2026-08-20 12:00:00','environment_added','operator','','','live',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(2,'2026-08-20 12:00:00','discovered','olivia','','','used; changed: authorization_endpoint, authorization_response_iss_parameter_supported, backchannel_authentication_endpoint, code_challenge_methods_supported, device_authorization_endpoint, end_session_endpoint, id_token_signing_alg_values_supported, introspection_endpoint, issuer, jwks_uri, pushed_authorization_request_endpoint, revocation_endpoint, tls_client_certificate_bound_access_tokens, token_endpoint, token_endpoint_auth_methods_supported, userinfo_endpoint',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(3,'2026-08-20 12:00:00','environment_added','operator','','','dark',NULL,'ae89f0444ed04f5aaef1f7e7b2c9b1dd');
INSERT INTO "mosaic_clients_event" VALUES(4,'2026-08-20 12:00:00','environment_added','operator','','','fresh',NULL,'074b7a5cb5f045da8211e61ea36c7634');
INSERT INTO "mosaic_clients_event" VALUES(5,'2026-08-20 12:00:00','environment_added','olivia','','','far',NULL,'416b13a332cc46c28e4ccea783154950');
INSERT INTO "mosaic_clients_event" VALUES(6,'2026-08-20 12:00:00','environment_added','operator','','','passing',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(7,'2026-08-20 12:00:00','discovered','olivia','','','not used; changed: authorization_endpoint, authorization_response_iss_parameter_supported, backchannel_authentication_endpoint, code_challenge_methods_supported, device_authorization_endpoint, end_session_endpoint, id_token_signing_alg_values_supported, introspection_endpoint, issuer, jwks_uri, pushed_authorization_request_endpoint, revocation_endpoint, tls_client_certificate_bound_access_tokens, token_endpoint, token_endpoint_auth_methods_supported, userinfo_endpoint',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(8,'2026-08-20 12:00:00','discovery_left','olivia','','','',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(9,'2026-08-20 12:00:00','discovery_failed','olivia','','','Mosaic refuses (HTTP 503, http_503): a fault',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(10,'2026-08-20 12:00:00','environment_removed','olivia','','','passing',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(11,'2026-08-21 12:00:00','client_added','operator','manager','','manager.transmit','06837b3c402247609caaaebea98fa603','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(12,'2026-08-21 12:00:00','staged','operator','manager','Xhgf46NbgkD2zyFpXHH8zg-MUAeku97X_9Qh7zCr3q4','CN=manager.transmit','06837b3c402247609caaaebea98fa603','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(13,'2026-08-21 12:00:00','published','operator','manager','','through the client API','06837b3c402247609caaaebea98fa603','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(14,'2026-08-21 12:00:00','proven','operator','manager','Xhgf46NbgkD2zyFpXHH8zg-MUAeku97X_9Qh7zCr3q4','','06837b3c402247609caaaebea98fa603','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(15,'2026-08-21 12:00:00','activated','operator','manager','Xhgf46NbgkD2zyFpXHH8zg-MUAeku97X_9Qh7zCr3q4','','06837b3c402247609caaaebea98fa603','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(16,'2026-08-21 12:00:00','environment_changed','olivia','','','management_client',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(17,'2026-08-21 12:00:00','certificate_authority_added','olivia','','','issuing: CN=Issuing CA,O=Example',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(18,'2026-08-21 12:00:00','client_added','operator','payments','','payments.transmit','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(19,'2026-08-21 12:00:00','staged','olivia','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','CN=payments.transmit (a rotation was asked for)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(20,'2026-08-21 12:00:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(21,'2026-08-21 12:00:00','proven','olivia','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','Mosaic has to accept it first','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(22,'2026-08-21 12:00:00','activated','olivia','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(23,'2026-08-21 12:00:00','client_added','operator','ledger','','ledger.transmit','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(24,'2026-08-21 12:00:00','staged','olivia','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','CN=ledger,O=Example (a rotation was asked for)','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(25,'2026-08-21 12:00:00','attached','olivia','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','CN=Issuing CA,O=Example (its CSR has no certificate yet)','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(26,'2026-08-21 12:00:00','published','olivia','ledger','','through the client API (Mosaic does not hold it yet)','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(27,'2026-08-21 12:00:00','proven','olivia','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','Mosaic has to accept it first','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(28,'2026-08-21 12:00:00','activated','olivia','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','Mosaic accepts it','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(29,'2026-09-30 12:00:00','client_added','operator','expired','','expired.transmit','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(30,'2026-09-30 12:00:00','staged','operator','expired','PVUQ7UDPTJfLKhudenNI9lQv1stchTvxKAR_MmvMppY','CN=expired.transmit','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(31,'2026-09-30 12:00:00','published','operator','expired','','through the client API','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(32,'2026-09-30 12:00:00','proven','operator','expired','PVUQ7UDPTJfLKhudenNI9lQv1stchTvxKAR_MmvMppY','','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(33,'2026-09-30 12:00:00','activated','operator','expired','PVUQ7UDPTJfLKhudenNI9lQv1stchTvxKAR_MmvMppY','','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(34,'2026-09-30 12:00:00','client_added','operator','shop','','shop.transmit','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(35,'2026-09-30 12:00:00','staged','operator','shop','zKfLb1rJMoGYz3CLC6kIJ6Iqx6mAkJO_2rbMH-nT_Qw','CN=shop.transmit','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(36,'2026-09-30 12:00:00','published','operator','shop','','through the client API','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(37,'2026-09-30 12:00:00','proven','operator','shop','zKfLb1rJMoGYz3CLC6kIJ6Iqx6mAkJO_2rbMH-nT_Qw','','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(38,'2026-09-30 12:00:00','activated','operator','shop','zKfLb1rJMoGYz3CLC6kIJ6Iqx6mAkJO_2rbMH-nT_Qw','','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(39,'2026-10-15 12:00:00','client_added','operator','bank','','bank.transmit','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(40,'2026-10-15 12:00:00','staged','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','CN=bank,O=Example','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(41,'2026-10-15 12:00:00','attached','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','CN=Sandbox issuing CA','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(42,'2026-10-15 12:00:00','published','operator','bank','','through the client API','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(43,'2026-10-15 12:00:00','proven','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(44,'2026-10-15 12:00:00','activated','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(45,'2026-10-15 12:01:00','staged','olivia','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','CN=bank,O=Example','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(46,'2026-10-15 12:01:00','attached','olivia','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','CN=Sandbox issuing CA','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(47,'2026-10-15 12:01:00','published','operator','bank','','through the client API','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(48,'2026-10-15 12:01:00','proven','olivia','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(49,'2026-10-15 12:01:00','retiring','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(50,'2026-10-15 12:01:00','activated','olivia','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(51,'2026-10-15 12:02:00','retiring','olivia','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(52,'2026-10-15 12:02:00','rolled_back','olivia','bank','diXPH1PMLgB8dCAQjgtUxY3UmB2A6tTwzTwWH49ebp0','','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(53,'2026-10-15 12:02:00','client_added','operator','exporter','','exporter.transmit','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(54,'2026-10-15 12:02:00','staged','operator','exporter','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','CN=exporter.transmit','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(55,'2026-10-15 12:02:00','published','operator','exporter','','through the client API','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(56,'2026-10-15 12:02:00','proven','operator','exporter','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(57,'2026-10-15 12:02:00','activated','operator','exporter','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(58,'2026-10-15 12:02:00','exported','olivia','exporter','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','the private key in clear','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(59,'2026-10-15 12:02:00','client_added','operator','imported','','imported.transmit','aaab51afa11a46408ce5c6081ee3627b','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(60,'2026-10-15 12:02:00','imported','olivia','imported','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','CN=exporter.transmit','aaab51afa11a46408ce5c6081ee3627b','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(61,'2026-10-15 12:02:00','published','operator','imported','','through the client API','aaab51afa11a46408ce5c6081ee3627b','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(62,'2026-10-15 12:02:00','proven','olivia','imported','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','','aaab51afa11a46408ce5c6081ee3627b','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(63,'2026-10-15 12:02:00','activated','olivia','imported','4fOCBBJ5QwU_QvOoUobtB50enPqfT8AuWhn-L5c03g4','','aaab51afa11a46408ce5c6081ee3627b','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(64,'2026-10-16 12:02:00','retired','worker','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','its overlap is over','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(65,'2026-10-17 12:02:00','staged','worker','ledger','Qsu9ZuiMiRfSQ0JYQfD2zVwKp1MDmKxdPSAScUVE8p0','CN=ledger,O=Example (the certificate in use is to be renewed)','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(66,'2026-10-17 12:02:00','attached','worker','ledger','Qsu9ZuiMiRfSQ0JYQfD2zVwKp1MDmKxdPSAScUVE8p0','CN=Issuing CA,O=Example (its CSR has no certificate yet)','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(67,'2026-10-17 12:02:00','proven','worker','ledger','Qsu9ZuiMiRfSQ0JYQfD2zVwKp1MDmKxdPSAScUVE8p0','Mosaic has to accept it first','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(68,'2026-10-17 12:02:00','retiring','worker','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','Mosaic accepts it','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(69,'2026-10-17 12:02:00','activated','worker','ledger','Qsu9ZuiMiRfSQ0JYQfD2zVwKp1MDmKxdPSAScUVE8p0','Mosaic accepts it','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(70,'2026-10-18 12:02:00','retired','worker','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','its overlap is over','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(71,'2026-10-20 12:02:00','staged','worker','payments','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','CN=payments.transmit (the certificate in use is to be renewed)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(72,'2026-10-20 12:02:00','published','worker','payments','','through the client API (Mosaic does not hold it yet)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(73,'2026-10-20 12:02:00','proven','worker','payments','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','Mosaic has to accept it first','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(74,'2026-10-20 12:02:00','retiring','worker','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(75,'2026-10-20 12:02:00','activated','worker','payments','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(76,'2026-10-21 12:00:00','retired','worker','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','its overlap is over','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(77,'2026-10-21 12:00:00','published','worker','payments','','through the client API (Mosaic still holds a key that is out of use)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(78,'2026-10-21 12:00:00','certificate_authority_added','olivia','','','ending: CN=Ending CA,O=Example',NULL,NULL);
INSERT INTO "mosaic_clients_event" VALUES(79,'2026-10-21 12:00:00','environment_changed','olivia','','','trusted_ca',NULL,'074b7a5cb5f045da8211e61ea36c7634');
INSERT INTO "mosaic_clients_event" VALUES(80,'2026-10-21 12:00:00','client_added','operator','kiosk','','kiosk.transmit','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(81,'2026-10-21 12:00:00','staged','olivia','kiosk','HM6gMh8Qm4OF3nvH_rybuCCMeANkg6CvhPSZ1DyqkWI','CN=kiosk,O=Example (a rotation was asked for)','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(82,'2026-10-21 12:00:00','attached','olivia','kiosk','HM6gMh8Qm4OF3nvH_rybuCCMeANkg6CvhPSZ1DyqkWI','CN=Ending CA,O=Example (its CSR has no certificate yet)','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(83,'2026-10-21 12:00:00','published','olivia','kiosk','','through the client API (Mosaic does not hold it yet)','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(84,'2026-10-21 12:00:00','proven','olivia','kiosk','HM6gMh8Qm4OF3nvH_rybuCCMeANkg6CvhPSZ1DyqkWI','Mosaic has to accept it first','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(85,'2026-10-21 12:00:00','activated','olivia','kiosk','HM6gMh8Qm4OF3nvH_rybuCCMeANkg6CvhPSZ1DyqkWI','Mosaic accepts it','ac42e07b5a9b4c33826b296b123651aa','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(86,'2026-10-21 12:00:00','client_added','operator','gone','','gone.transmit',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(87,'2026-10-21 12:00:00','staged','operator','gone','2h1SHm4B7XqDxiJ79Tn8CtNke2rMUDufpI-OqiLqbvo','CN=gone.transmit',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(88,'2026-10-21 12:00:00','published','operator','gone','','through the client API',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(89,'2026-10-21 12:00:00','proven','operator','gone','2h1SHm4B7XqDxiJ79Tn8CtNke2rMUDufpI-OqiLqbvo','',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(90,'2026-10-21 12:00:00','activated','operator','gone','2h1SHm4B7XqDxiJ79Tn8CtNke2rMUDufpI-OqiLqbvo','',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(91,'2026-10-21 12:00:00','client_changed','olivia','gone','','fapi: False → True',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(92,'2026-10-29 06:00:00','revoked','olivia','gone','2h1SHm4B7XqDxiJ79Tn8CtNke2rMUDufpI-OqiLqbvo','',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(93,'2026-10-29 06:00:00','published','olivia','gone','','by hand',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(94,'2026-10-29 06:00:00','client_removed','olivia','gone','','gone.transmit',NULL,'fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(95,'2026-11-09 12:00:00','staged','olivia','payments','b2e_Z2uFPZ2cU5F9Y65mR6or12YJyS-ioJf_EokXa58','CN=payments.transmit (a rotation was asked for)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(96,'2026-11-09 12:00:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(97,'2026-11-09 12:00:00','proven','olivia','payments','b2e_Z2uFPZ2cU5F9Y65mR6or12YJyS-ioJf_EokXa58','Mosaic has to accept it first','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(98,'2026-11-09 12:00:00','retiring','olivia','payments','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(99,'2026-11-09 12:00:00','activated','olivia','payments','b2e_Z2uFPZ2cU5F9Y65mR6or12YJyS-ioJf_EokXa58','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(100,'2026-11-10 12:00:00','retired','worker','payments','iZCAsGrbZh4SkHkcwwI-x7I5ASeWfe_oinKK1fV_IXk','its overlap is over','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(101,'2026-11-10 12:00:00','published','worker','payments','','through the client API (Mosaic still holds a key that is out of use)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(102,'2026-11-16 12:00:00','key_destroyed','worker','bank','sI5Kv9Ap9pMHWlgsboh3BQfuacsLrq7q_hwZwQcAc44','its time is over','0c30087d6a394de5af45fb7c099b6fde','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(103,'2026-11-18 12:00:00','key_destroyed','worker','ledger','wzdazkBlNGhZ8ZxLjXaAYDZas1rhiywnGZw2y3E8H3U','its time is over','48f92ffcde734b0ca9fb39fe0713480f','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(104,'2026-11-19 12:00:00','client_added','operator','pulse','','pulse.transmit','7db0600e066e4217920dcbea03e6131d','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(105,'2026-11-19 12:00:00','staged','operator','pulse','eXZd1chkGlvYIYaJCuKEY8x_isgItPcjecmjKBotIuI','CN=pulse.transmit','7db0600e066e4217920dcbea03e6131d','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(106,'2026-11-19 12:00:00','published','operator','pulse','','through the client API','7db0600e066e4217920dcbea03e6131d','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(107,'2026-11-19 12:00:00','proven','operator','pulse','eXZd1chkGlvYIYaJCuKEY8x_isgItPcjecmjKBotIuI','','7db0600e066e4217920dcbea03e6131d','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(108,'2026-11-19 12:00:00','activated','operator','pulse','eXZd1chkGlvYIYaJCuKEY8x_isgItPcjecmjKBotIuI','','7db0600e066e4217920dcbea03e6131d','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(109,'2026-11-20 12:00:00','key_destroyed','worker','payments','aIkIncTfGHjPWsywfsTDPuJRYGzOw9h0mPoMfZvHMpE','its time is over','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(110,'2026-11-20 12:00:00','client_added','operator','invoices','','invoices.transmit','ec6e73a4b8664322b53ee68b117f2668','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(111,'2026-11-20 12:00:00','staged','olivia','invoices','57f7TRi6C4YJQYi_ir8U29IcKXnIMH6VdjzOjYVKDeM','CN=invoices,O=Example (a rotation was asked for)','ec6e73a4b8664322b53ee68b117f2668','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(112,'2026-11-20 12:00:00','client_added','operator','refunds','','refunds.transmit','9cf9aebb3b204b3299d47adef6b82b80','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(113,'2026-11-20 12:00:00','staged','olivia','refunds','Idp-Rh6Cwj9s4isbsuVo5_1eJdxJ80dPcwTqyKiQtmQ','CN=refunds.transmit','9cf9aebb3b204b3299d47adef6b82b80','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(114,'2026-11-20 12:00:00','published','operator','refunds','','through the client API','9cf9aebb3b204b3299d47adef6b82b80','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(115,'2026-11-20 12:00:00','proven','olivia','refunds','Idp-Rh6Cwj9s4isbsuVo5_1eJdxJ80dPcwTqyKiQtmQ','','9cf9aebb3b204b3299d47adef6b82b80','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(116,'2026-11-20 12:00:00','client_added','operator','reports','','reports.transmit','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(117,'2026-11-20 12:00:00','staged','olivia','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','CN=reports.transmit (a rotation was asked for)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(118,'2026-11-20 12:00:00','proof_failed','olivia','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(119,'2026-11-20 12:00:00','client_added','operator','drafts','','drafts.transmit','302963cdfcaf4d11987c07acea68df4f','416b13a332cc46c28e4ccea783154950');
INSERT INTO "mosaic_clients_event" VALUES(120,'2026-11-20 12:00:00','client_added','operator','claims','','claims.transmit','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(121,'2026-11-20 12:00:00','staged','operator','claims','1yq4Ba-4u9JBrelhQkG8Zl8WQs4XD7Eir0vkMPOKe74','CN=claims.transmit','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(122,'2026-11-20 12:00:00','published','operator','claims','','through the client API','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(123,'2026-11-20 12:00:00','proven','operator','claims','1yq4Ba-4u9JBrelhQkG8Zl8WQs4XD7Eir0vkMPOKe74','','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(124,'2026-11-20 12:00:00','activated','operator','claims','1yq4Ba-4u9JBrelhQkG8Zl8WQs4XD7Eir0vkMPOKe74','','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(125,'2026-11-20 12:00:00','staged','olivia','claims','yotIqUIZEEKctiZp5KGd2TCGNtute6h-vClhrrcHLXE','CN=claims.transmit','eec260dddeec4d9186d7b2b03a7d72de','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(126,'2026-11-21 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(127,'2026-11-22 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(128,'2026-11-23 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(129,'2026-11-24 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(130,'2026-11-25 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(131,'2026-11-26 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(132,'2026-11-27 12:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(133,'2026-11-27 12:00:00','problem','worker','reports','','Rotation, prove: Mosaic refuses (HTTP 401, invalid_client): client authentication failed','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(134,'2026-11-28 10:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(135,'2026-11-28 21:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(136,'2026-11-28 21:00:00','signing_keys_purged','olivia','','','forgot sic4QvNX29IKDXDkle43okkAthejhBK5xc1JudK_VxE',NULL,'074b7a5cb5f045da8211e61ea36c7634');
INSERT INTO "mosaic_clients_event" VALUES(137,'2026-11-29 09:00:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(138,'2026-11-29 09:00:00','client_added','operator','catalog','','catalog.transmit','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(139,'2026-11-29 09:00:00','staged','operator','catalog','NfGvuvDujttyGJETeADahsSwmnX4pXhDZNcF-ZmdhWc','CN=catalog.transmit','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(140,'2026-11-29 09:00:00','published','operator','catalog','','through the client API','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(141,'2026-11-29 09:00:00','proven','operator','catalog','NfGvuvDujttyGJETeADahsSwmnX4pXhDZNcF-ZmdhWc','','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(142,'2026-11-29 09:00:00','activated','operator','catalog','NfGvuvDujttyGJETeADahsSwmnX4pXhDZNcF-ZmdhWc','','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(143,'2026-11-29 09:30:00','problem','worker','catalog','','Mosaic refuses (HTTP 503, http_503): a fault','ab4db460d80c4f88b052b6a338f1cf6e','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(144,'2026-11-29 11:48:00','proof_failed','worker','reports','vzArkLK3gOAe3BI5vfbv4L1hlsVbyC1ylDk4z0V9Vzo','Mosaic refuses (HTTP 401, invalid_client): client authentication failed (Mosaic has to accept it first)','5f65680b7b0d4623baf7dfd20ea61023','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(145,'2026-11-29 11:48:00','staged','olivia','payments','ka9LBytuUFI-QVhLtge45uQL0R9qDSyVNc64_99jiyI','CN=payments.transmit (a rotation was asked for)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(146,'2026-11-29 11:48:00','published','olivia','payments','','through the client API (Mosaic does not hold it yet)','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(147,'2026-11-29 11:48:00','proven','olivia','payments','ka9LBytuUFI-QVhLtge45uQL0R9qDSyVNc64_99jiyI','Mosaic has to accept it first','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(148,'2026-11-29 11:48:00','retiring','olivia','payments','b2e_Z2uFPZ2cU5F9Y65mR6or12YJyS-ioJf_EokXa58','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(149,'2026-11-29 11:48:00','activated','olivia','payments','ka9LBytuUFI-QVhLtge45uQL0R9qDSyVNc64_99jiyI','Mosaic accepts it','cd84dfb541794829a51ff0aa80cbcdbc','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(150,'2026-11-29 11:50:00','problem','worker','exporter','','Mosaic refuses (HTTP 500, http_500): a fault','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(151,'2026-11-29 11:50:00','problem_solved','worker','exporter','','Mosaic refuses (HTTP 500, http_500): a fault','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(152,'2026-11-29 11:50:00','drift','worker','exporter','','Token binding is off at Mosaic.','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(153,'2026-11-29 11:50:00','drift_ended','worker','exporter','','','436be03eed25416dbf2ee436acdef493','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(154,'2026-11-29 11:50:00','diagnosed','olivia','shop','zKfLb1rJMoGYz3CLC6kIJ6Iqx6mAkJO_2rbMH-nT_Qw','failed: token, clock','40cf9646164a434faafb256a192ae4c5','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(155,'2026-11-29 11:50:00','diagnosed','olivia','expired','PVUQ7UDPTJfLKhudenNI9lQv1stchTvxKAR_MmvMppY','failed: our_certificate','386dd1b6142d437e9ed1cb516eb5d922','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(156,'2026-11-29 11:50:00','proof_failed','olivia','refunds','Idp-Rh6Cwj9s4isbsuVo5_1eJdxJ80dPcwTqyKiQtmQ','Mosaic refuses (HTTP 401, http_401): a fault','9cf9aebb3b204b3299d47adef6b82b80','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(157,'2026-11-29 11:50:00','client_added','operator','leaked','','leaked.transmit','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(158,'2026-11-29 11:50:00','staged','operator','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','CN=leaked.transmit','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(159,'2026-11-29 11:50:00','published','operator','leaked','','through the client API','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(160,'2026-11-29 11:50:00','proven','operator','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(161,'2026-11-29 11:50:00','activated','operator','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(162,'2026-11-29 11:50:00','revoked','olivia','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(163,'2026-11-29 11:50:00','staged','olivia','leaked','la1bcRoLDp2etbjizIZxC1IVSSQSkXQb9BiCYc44-xM','CN=leaked.transmit','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(164,'2026-11-29 11:50:00','push_failed','olivia','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','Mosaic refuses (HTTP 503, http_503): a fault','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(165,'2026-11-29 11:50:00','published','olivia','leaked','','through the client API (Mosaic does not hold it yet)','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(166,'2026-11-29 11:50:00','proven','olivia','leaked','la1bcRoLDp2etbjizIZxC1IVSSQSkXQb9BiCYc44-xM','Mosaic has to accept it first','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(167,'2026-11-29 11:50:00','activated','olivia','leaked','la1bcRoLDp2etbjizIZxC1IVSSQSkXQb9BiCYc44-xM','Mosaic accepts it','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(168,'2026-11-29 11:50:00','token_not_revoked','olivia','leaked','r4Ltv5lXZwhvvWgPFEDy6E49gqrWRuOGe8TrkGXMFKk','Mosaic refuses (HTTP 503, http_503): a fault','811c3045df224f44bcb5797f117cba08','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(169,'2026-11-29 11:52:00','client_added','operator','logins','','logins.transmit','eadee7f380d04805995ea66399309433','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(170,'2026-11-29 11:52:00','staged','operator','logins','qTjy8SO8kIqNs9y8oxdi2kt66r5U28DYZJkK5prHpAc','CN=logins.transmit','eadee7f380d04805995ea66399309433','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(171,'2026-11-29 11:52:00','published','operator','logins','','through the client API','eadee7f380d04805995ea66399309433','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(172,'2026-11-29 11:52:00','proven','operator','logins','qTjy8SO8kIqNs9y8oxdi2kt66r5U28DYZJkK5prHpAc','','eadee7f380d04805995ea66399309433','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(173,'2026-11-29 11:52:00','activated','operator','logins','qTjy8SO8kIqNs9y8oxdi2kt66r5U28DYZJkK5prHpAc','','eadee7f380d04805995ea66399309433','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(174,'2026-11-29 11:59:00','client_added','operator','orders','','orders.transmit','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(175,'2026-11-29 11:59:00','staged','operator','orders','8Qu7aqDxCgBPX-Y0Ddtr8Z1VH6-wVfovskVM85Xvn7Q','CN=orders.transmit','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(176,'2026-11-29 11:59:00','published','operator','orders','','through the client API','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(177,'2026-11-29 11:59:00','proven','operator','orders','8Qu7aqDxCgBPX-Y0Ddtr8Z1VH6-wVfovskVM85Xvn7Q','','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(178,'2026-11-29 11:59:00','activated','operator','orders','8Qu7aqDxCgBPX-Y0Ddtr8Z1VH6-wVfovskVM85Xvn7Q','','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(179,'2026-11-29 11:59:00','drift','olivia','orders','','Token binding is off at Mosaic.','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(180,'2026-11-29 11:59:00','staged','olivia','orders','JYlbfIQKwFAMCsXTjCoa1bpXJGSLNawXButuACnwzXE','CN=orders.transmit (a rotation was asked for)','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(181,'2026-11-29 11:59:00','problem','olivia','orders','','Rotation, publish: Mosaic refuses (HTTP 503, http_503): a fault','916d2ad9e1b843368da3c9b3299c3943','fa507bfc7a6e488f9c6120ccd987f9f5');
INSERT INTO "mosaic_clients_event" VALUES(182,'2026-11-29 12:00:00','bearer_denied','shell','','','',NULL,NULL);
CREATE TABLE "mosaic_clients_pendinggrant" ("id" char(32) NOT NULL PRIMARY KEY, "kind" varchar(16) NOT NULL, "status" varchar(16) NOT NULL, "scope" text NOT NULL, "code" text NOT NULL, "answer" text NOT NULL, "interval" real NOT NULL, "next_poll_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "answered_at" datetime NULL, "delete_at" datetime NOT NULL, "polls" integer unsigned NOT NULL CHECK ("polls" >= 0), "problem" varchar(500) NOT NULL, "created_at" datetime NOT NULL, "client_id" char(32) NOT NULL REFERENCES "mosaic_clients_client" ("id") DEFERRABLE INITIALLY DEFERRED, "credential_id" char(32) NULL REFERENCES "mosaic_clients_credential" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_pendinggrant" VALUES('f91315b29be149aca37bcca6df1696a0','backchannel','EXPIRED','openid email','','',5.0,'2026-11-29 11:52:05','2026-11-29 11:53:00','2026-11-29 11:54:00','2026-11-30 11:54:00',0,'The request expired before anybody approved it. Start a new one.','2026-11-29 11:52:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('8054404c5bed48beb6a3d71fd3946eca','device','DENIED','openid email','','',5.0,'2026-11-29 11:55:30','2026-11-29 12:04:00','2026-11-29 11:55:00','2026-11-30 11:55:00',1,'The user (or Mosaic for them) said no. Ask anew if that was a mistake.','2026-11-29 11:54:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('18d80d1a61f14f28a7f0e71cdf2f3b50','device','COLLECTED','openid email','','',5.0,'2026-11-29 11:56:30','2026-11-29 12:05:00','2026-11-29 11:56:00','2026-11-30 11:56:00',1,'','2026-11-29 11:55:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('3e217ca7b4ce47b79301c7fed49b7019','device','FAILED','openid email','','',5.0,'2026-11-29 11:57:30','2026-11-29 12:06:00','2026-11-29 11:57:00','2026-11-30 11:57:00',1,'Mosaic refuses (HTTP 400, invalid_grant): used up','2026-11-29 11:56:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('381fe08710394e93b78eda0020d116a9','device','GRANTED','openid email','v1.c70f84d29ea6.eUnQXj1Eg_nrpMyOnloKQrcexA6oazBaDvyjiNA96YIU9JFzmUHhn9UEuuuTEjV-946sRpq26NZXIyhNNns-4yimazGojXE=','v1.c70f84d29ea6.sIgSpR9FUTamB5_DupPSR1OWi1zFQKdbZK06FVQlCtDyKNM9htWSrXmWjUZMqhreSr_xt7j9At-7E0ezlxQfA1wPyvHndlBgmqUusCVVkHaBxorsgFQ9A_bM8BTUPBi1Xk6RCg6oFMlVQ6NA4cTcFPZbKWUq1PAsIR4EWcq67hTtUCAzkLFC7GtbK7GvMrgolT_v9G-w79wgqZwIpSiNiakxG2TBIwDWr_5YFsOETA0o2VfRnEbRSy4PUHzhcLJCwRVt1S68DoGLrXO74Y1TBnx7qgiuXm6iZ2Wf7tx8mKpbCHJY-Ayx1bRfisFZYJSb_ivXADq3YN9hH5HFZNUdZzU736qZAn6rOYrOmQedHiU1IOXlGZ0HxyUVXUQjQsk_fDbsGQVQPXE_jFgX7w8XJ4HiaIZvRj_Rt9P6NqtVzUzVDr96td08o_FQeO79JgbcSmLYDDkfC51BbXp4tAob3ofCnLBYuu3LQVT1ci6Bb5EVx0pjqaDZ-uZ3D9QHydtIOJVjqYMCmbim1YkZoF6FpAKnvQxWZmmXMkgr0A3EBeE5ExdqknksCrzV0xSZN24LfWi1zcAWCj6R1tBBlpM3U4d-1Oy8u4QhXGNS-EvMunBrz6MlL5KTxKVp2AcACnLWNLKn6_Qx0V464TIM8okq8-CZXTzztAx2N5kopv8Bvz83rJXiKTYGbeU8-7ikrsLlUQpieuSgFdGlZ5Vzt1F0W7JyRrvxrmDmBRk5zwAEN3zJEcBT-H7rtJIxvkbl-1wcLxNPm2lkjx5aeExeKiHMfKXjTZFvM0lJFGsp-M-Cg27OrsDKxU_34wrGxG5lhEmPo3Yxyth5OnDD12_pdCptEDprN6hhX2sBBt-YYIMXGesazyh0Hd6rSd_2YbJI9L0B83ekeXP18ND5Mtf-rFEIbnX1lFeG_oWqruKZ8ufhtFqhej53Ong8kBMnbFYbapi57b28VTDkKMkkTFGDAMuscYzn0yqQDbMYYiaI36kG729OQ6sd7XAT4pR0vdopO_DmmTTt7Ew9CRvFjw1pVXrNo_5RsfWfTG4-6Q4plxf8KyvKMkWldgiRw0clZT1iqe7aOMlwGZn0rk0isXO93nwf4HUmdDv7igvup9bGVNDX-rvFuxXpX2OmEFio50kkZM6FWzJN7UkZrva2IqK8D8ZQZAUGO6-8vO8US-IjVN7koQ7Zqfr1o-fbdLGLet7_-ZfP_GLmSVFfxJoJvn2Z2bodCVlWCg56eiMOfwXTjRG28JAiNykcW5Y9j_a8rCWJ95nyNJVtEfz0Xm7YqjU14f9lRGTzqJiDbeMwPVANQvZ0PPk9FM0TKruWT--HEVC-9FUlja0-ppTDMy-xhNfK6tlwyvc3G0tlVZ2hK4wkcuDrPPvfFn5ItQmnsty4xps6kBvj-b90unky_R8mssCulmerPWgYEL4mUOAjCgOE4gXQXqdxP5bwhfrJUVVsfQ5WRM17D6tD7Kb60dfxZA4Ayry9HDkWBcxLvKdz0M8IyZoSbl88d96Fm08R_v9vqDo_nppbDqYZTFVfDGI4TiusJeaomBm6KvAxWwQ_Dhh24r7jB65U6NMOiCL47sJWkYzVATDuPSqDfPZJ08sz7gGTCGwj1BLpHAjdKjOR0PCUZwqiDJ9vr2CYHmtCcnZQzMKULNruBMYCtnIQYharb6TSA2Yw7TnwOYq42JK4LQxKWLlMPN7023JOSTwCkyx9Bq5vmidegbCz7p9SnfRapZH8IxvCfgEXor_OouvtQEbmpYXpu0Gvlb4y35UUkPrXEjWbKX5ISNPnweJXXLD-i3NUy00lni3iAieocn_KAL4y7aMmLsmybD9SUxrKPsW_kPUr7AVvIDRLOu-tCIZaXrORfOjt_eqJJ9eVrWfy4kVjKimA3XHbJwo9MzyJ0B4G5k9HXYPgmX_CDsyBUPmJnDdP3iPxnMYIJFPOGQ_-D4b3_9VQm7MKjhbicCKzi6ulpELwKQ9mii9SFAp4S9S82t9XhdTby14qwFkpdfkPfLh0DdjXXlrFhvc5OTSwe-qosEyHTUwTmPNQ8uLpLduPC7kYJdY2mVU7Cpc6_bLwDnoO7U9R2x0CMMIg2n-baaLteoWOpa_QRmaY3qxAP5-67KaItiTvkVDoCQ_uFw-jkh4atfeciknJPN_uifR0KIq5lmyEsV9SOjyWz5gubxv4NuuvMJjd86zaBeC6C25jEhnErFWzXEe93pacCzCjVh7e7SiKSAsYKcrx5GwBH95_HyjN_IcohvWmrIeG3c6y_o7EluZ5sFtrChcZW9RMyFKnJddgRYBpXpO2LntW-Jh0NanxsagoUXGOfpXzvcjD5xameLQVjanUgC4MelUk1CxIqOu-Cag_GFqfJLIex8lVWVwg9wP1TOmJf7-BHjvs0sPUysjyiyixlco5fBZ3iDTrr5bByp9dSkUITyswRaJ1GTk5is73eIWXsP2xSWWqq97H0Xish782976IB2ajwktzAY1WqZ8t47KVWGtYc6o21th2e76n3_FO0DPlqn8kqOmmvcNhsJti4zWDLNSuK4biTj5w3vp2348bOkENn_9x-Kct5PaTbxsB2Gxuw--T1tkT22ELjKNP4UBpHERguEC5fWjcjxU3fp8aJymH02PTu4eMHe-fQkWj3LGlb0wdqTYd16NKtJFj',5.0,'2026-11-29 11:58:30','2026-11-29 12:07:00','2026-11-29 11:58:00','2026-11-29 12:13:00',1,'','2026-11-29 11:57:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('7e94f5413c7b4d6dbcc9e2e81ea29493','device','PENDING','openid email','v1.c70f84d29ea6.if66IE6QkFOANEYyYNoX7En4cwUYvoUPiOXr5NybvwMNvyFcJyiXghDu3UKue9kQy-pbhy4IuCCExuq2eqxz7SDmTDlvO4I=','',5.0,'2026-11-29 11:58:05','2026-11-29 12:08:00',NULL,'2026-11-30 12:08:00',0,'','2026-11-29 11:58:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
INSERT INTO "mosaic_clients_pendinggrant" VALUES('255ff295a087447398cbc92b0d74dd62','backchannel','PENDING','openid email','v1.c70f84d29ea6.Nzvbui8s-f7lLrlOZGaU19GlJumzKinehAjpsifEe6FXw9C8kC2jHlF5Vh9VzUzHq7G-3SGDPH4lhUe8YOWusoHdew0CrjI=','',5.0,'2026-11-29 11:58:05','2026-11-29 12:08:00',NULL,'2026-11-30 12:08:00',0,'','2026-11-29 11:58:00','eadee7f380d04805995ea66399309433','c3e50a84f8ad48e5a993b896e155dd05');
CREATE TABLE "mosaic_clients_revokedbearer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "expires_at" datetime NOT NULL, "added_at" datetime NOT NULL);
INSERT INTO "mosaic_clients_revokedbearer" VALUES(1,'3bfe9c3eafeeafde4434ee9f77a68f639b1595b5c8ac30e093b9772655cfd3ff','2026-11-29 12:55:00','2026-11-29 11:50:00');
INSERT INTO "mosaic_clients_revokedbearer" VALUES(2,'1e048cfaf9bf3ab1f499735d8c161a3c64d5c3e0cecef4450574f3a44f06d603','2027-11-30 12:00:00','2026-11-29 12:00:00');
CREATE TABLE "mosaic_clients_signingkeyset" ("id" char(32) NOT NULL PRIMARY KEY, "key_set" text NOT NULL, "kids" text NOT NULL CHECK ((JSON_VALID("kids") OR "kids" IS NULL)), "etag" varchar(200) NOT NULL, "fetched_from" varchar(500) NOT NULL, "fetched_at" datetime NULL, "fresh_until" datetime NULL, "due_at" datetime NULL, "attempted_at" datetime NULL, "answered_at" datetime NULL, "failing_since" datetime NULL, "problem" varchar(500) NOT NULL, "generation" integer unsigned NOT NULL CHECK ("generation" >= 0), "environment_id" char(32) NOT NULL UNIQUE REFERENCES "mosaic_clients_environment" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "mosaic_clients_signingkeyset" VALUES('1f0bf38d1bac466d927a8e79d535d7ec','{"keys": [{"alg": "RS256", "e": "AQAB", "kid": "sic4QvNX29IKDXDkle43okkAthejhBK5xc1JudK_VxE", "kty": "RSA", "n": "r1oWZ364io4S_nvu65PXcopn4-98fWllTgRJE3keKJYBZHbDtJa1qRy2jkkFL6ElKTjo_lXWdFg1oDDzcoR5UVto78qt-yzlD4bXSU3UYVfB0IYhBVovvSy1kGAUBQCjhlmALQyerCf2Q7b8_ZiIoSyHfGqluWjw0NEyqMDJBxI-SLPavmeZNKOmLSukDwxixGXwORGex5rv3myn1_mYHfPqWxOkW6t0yZ4nSDhO__98ctlijNvYi1RjqRB76d0Bvq1raCPRmgOL-dtzKHqzKLvom-9e-xs2gyNlLMVniyjyYSW570OF_NokznVOOg8ki97lxO0st6XxRTtxl2htCw", "use": "sig"}]}','["sic4QvNX29IKDXDkle43okkAthejhBK5xc1JudK_VxE"]','"ff7f4b0ddafe3ed43e2e3d9c06a73922"','https://127.0.0.1:18443/cis/oidc/jwks','2026-11-28 10:00:00','2026-11-28 10:05:00','2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-28 21:00:00','Mosaic refuses (HTTP 503, http_503): a fault',0,'ae89f0444ed04f5aaef1f7e7b2c9b1dd');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('887f550f9d14404c846f644bca822e89','','[]','','',NULL,NULL,'2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-08-21 12:00:00','127.0.0.1:9 cannot be reached: the name does not resolve or nothing accepts the connection.',0,'416b13a332cc46c28e4ccea783154950');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('1b6d37bda3ce4933b80a1fbc788fdbe4','','[]','','',NULL,NULL,'2026-11-29 11:54:00','2026-11-29 11:52:00','2026-11-29 11:52:00','2026-11-28 21:00:00','Mosaic refuses (HTTP 503, http_503): a fault',1,'074b7a5cb5f045da8211e61ea36c7634');
INSERT INTO "mosaic_clients_signingkeyset" VALUES('91f418b757bf41789f47c4e03bb2c5ed','{"keys": [{"alg": "RS256", "e": "AQAB", "kid": "sic4QvNX29IKDXDkle43okkAthejhBK5xc1JudK_VxE", "kty": "RSA", "n": "r1oWZ364io4S_nvu65PXcopn4-98fWllTgRJE3keKJYBZHbDtJa1qRy2jkkFL6ElKTjo_lXWdFg1oDDzcoR5UVto78qt-yzlD4bXSU3UYVfB0IYhBVovvSy1kGAUBQCjhlmALQyerCf2Q7b8_ZiIoSyHfGqluWjw0NEyqMDJBxI-SLPavmeZNKOmLSukDwxixGXwORGex5rv3myn1_mYHfPqWxOkW6t0yZ4nSDhO__98ctlijNvYi1RjqRB76d0Bvq1raCPRmgOL-dtzKHqzKLvom-9e-xs2gyNlLMVniyjyYSW570OF_NokznVOOg8ki97lxO0st6XxRTtxl2htCw", "use": "sig"}]}','["sic4QvNX29IKDXDkle43okkAthejhBK5xc1JudK_VxE"]','"ff7f4b0ddafe3ed43e2e3d9c06a73922"','https://127.0.0.1:18443/cis/oidc/jwks','2026-11-29 12:00:00','2026-11-29 12:05:00','2026-11-29 12:04:00','2026-11-29 12:00:00','2026-11-29 12:00:00',NULL,'',0,'fa507bfc7a6e488f9c6120ccd987f9f5');
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE UNIQUE INDEX "auth_user_user_permissions_user_id_permission_id_14a6b632_uniq" ON "auth_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "auth_user_user_permissions_user_id_a95ead1b" ON "auth_user_user_permissions" ("user_id");
CREATE INDEX "auth_user_user_permissions_permission_id_1fbb5f2c" ON "auth_user_user_permissions" ("permission_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "django_celery_beat_solarschedule_event_latitude_longitude_ba64999a_uniq" ON "django_celery_beat_solarschedule" ("event", "latitude", "longitude");
CREATE INDEX "django_celery_beat_periodictask_crontab_id_d3cba168" ON "django_celery_beat_periodictask" ("crontab_id");
CREATE INDEX "django_celery_beat_periodictask_interval_id_a8ca27da" ON "django_celery_beat_periodictask" ("interval_id");
CREATE INDEX "django_celery_beat_periodictask_solar_id_a87ce72c" ON "django_celery_beat_periodictask" ("solar_id");
CREATE INDEX "django_celery_beat_periodictask_clocked_id_47a69f82" ON "django_celery_beat_periodictask" ("clocked_id");
CREATE INDEX "mosaic_clients_certificateauthority_not_after_d4483e28" ON "mosaic_clients_certificateauthority" ("not_after");
CREATE INDEX "mosaic_clients_revokedbearer_expires_at_72917937" ON "mosaic_clients_revokedbearer" ("expires_at");
CREATE INDEX "mosaic_clients_environment_management_client_id_3323f74c" ON "mosaic_clients_environment" ("management_client_id");
CREATE INDEX "mosaic_clients_event_at_0b720a5e" ON "mosaic_clients_event" ("at");
CREATE INDEX "mosaic_clients_event_kind_07f0777c" ON "mosaic_clients_event" ("kind");
CREATE INDEX "mosaic_clients_event_client_id_9f6dc55d" ON "mosaic_clients_event" ("client_id");
CREATE INDEX "mosaic_clients_event_environment_id_32db28a1" ON "mosaic_clients_event" ("environment_id");
CREATE INDEX "mosaic_clients_pendinggrant_next_poll_at_8bae5778" ON "mosaic_clients_pendinggrant" ("next_poll_at");
CREATE INDEX "mosaic_clients_pendinggrant_delete_at_4d4b6a40" ON "mosaic_clients_pendinggrant" ("delete_at");
CREATE INDEX "mosaic_clients_pendinggrant_client_id_ab5daea5" ON "mosaic_clients_pendinggrant" ("client_id");
CREATE INDEX "mosaic_clients_pendinggrant_credential_id_b3e4986d" ON "mosaic_clients_pendinggrant" ("credential_id");
CREATE INDEX "mosaic_clients_signingkeyset_due_at_c732ee63" ON "mosaic_clients_signingkeyset" ("due_at");
CREATE UNIQUE INDEX "one_active_credential" ON "mosaic_clients_credential" ("client_id") WHERE "status" = 'ACTIVE';
CREATE UNIQUE INDEX "one_pending_credential" ON "mosaic_clients_credential" ("client_id") WHERE "status" IN ('AWAITING_CERTIFICATE', 'STAGED');
CREATE INDEX "mosaic_clients_credential_kid_d91fe7c6" ON "mosaic_clients_credential" ("kid");
CREATE INDEX "mosaic_clients_credential_x5t_s256_a8641e0d" ON "mosaic_clients_credential" ("x5t_s256");
CREATE INDEX "mosaic_clients_credential_not_after_c2c1d1b4" ON "mosaic_clients_credential" ("not_after");
CREATE INDEX "mosaic_clients_credential_material_e892af87" ON "mosaic_clients_credential" ("material");
CREATE INDEX "mosaic_clients_credential_client_id_664261a1" ON "mosaic_clients_credential" ("client_id");
CREATE INDEX "mosaic_clients_accesstoken_due_at_5de198e4" ON "mosaic_clients_accesstoken" ("due_at");
CREATE INDEX "mosaic_clients_accesstoken_client_id_28093892" ON "mosaic_clients_accesstoken" ("client_id");
CREATE INDEX "mosaic_clients_accesstoken_credential_id_df685133" ON "mosaic_clients_accesstoken" ("credential_id");
CREATE INDEX "mosaic_clients_client_rotation_due_at_58afd2dc" ON "mosaic_clients_client" ("rotation_due_at");
CREATE INDEX "mosaic_clients_client_certificate_authority_id_8f88bf58" ON "mosaic_clients_client" ("certificate_authority_id");
CREATE INDEX "mosaic_clients_client_environment_id_5b7fc8ae" ON "mosaic_clients_client" ("environment_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',43);
INSERT INTO "sqlite_sequence" VALUES('django_admin_log',0);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',22);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',90);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('auth_user',2);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_periodictask',8);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_crontabschedule',0);
INSERT INTO "sqlite_sequence" VALUES('django_celery_beat_intervalschedule',6);
INSERT INTO "sqlite_sequence" VALUES('auth_user_user_permissions',5);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_event',182);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_alert',31);
INSERT INTO "sqlite_sequence" VALUES('mosaic_clients_revokedbearer',2);
COMMIT;
