namespace Gridwork.Forms.Tests.XlsForms;

public class CompilerTests
{
    [Fact]
    public void A_small_form_in_two_languages_compiles_to_this_XForm()
    {
        var result = TestWorkbook.Form(
            """
            type | name | label::中文 (zh) | label::English (en) | required | relevant | constraint | constraint_message::中文 (zh) | constraint_message::English (en) | calculation | choice_filter | personal
            start | start
            select_one kind | kind | 类型 | Kind | yes
            integer | places | 几处？ | How many? | | ${kind} = 'stall' | . > 0 | 要大于 0 | Above 0
            begin repeat | finding | 发现 | Finding
            text | who | ${kind}是谁的？ | Whose? | | | | | | | | yes
            calculate | twice | | | | | | | | ${places} * 2
            end repeat
            """,
            """
            list_name | name | label::中文 (zh) | label::English (en) | zone
            kind | stall | 摊点 | Stall | a
            """,
            "form_id | version | form_title | default_language\npatrol | 2021051001 | 巡查 | 中文 (zh)").Compile();

        Assert.DoesNotContain(result.Problems, p => p.IsError);
        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms" xmlns:gw="urn:gridwork:forms">
              <h:head>
                <h:title>巡查</h:title>
                <model odk:xforms-version="1.0.0">
                  <itext>
                    <translation default="true()" lang="中文 (zh)">
                      <text id="/data/kind:label">
                        <value>类型</value>
                      </text>
                      <text id="/data/places:label">
                        <value>几处？</value>
                      </text>
                      <text id="/data/finding:label">
                        <value>发现</value>
                      </text>
                      <text id="/data/finding/who:label">
                        <value><output value="/data/kind" />是谁的？</value>
                      </text>
                      <text id="/data/places:jr:constraintMsg">
                        <value>要大于 0</value>
                      </text>
                      <text id="kind-0">
                        <value>摊点</value>
                      </text>
                    </translation>
                    <translation lang="English (en)">
                      <text id="/data/kind:label">
                        <value>Kind</value>
                      </text>
                      <text id="/data/places:label">
                        <value>How many?</value>
                      </text>
                      <text id="/data/finding:label">
                        <value>Finding</value>
                      </text>
                      <text id="/data/finding/who:label">
                        <value>Whose?</value>
                      </text>
                      <text id="/data/places:jr:constraintMsg">
                        <value>Above 0</value>
                      </text>
                      <text id="kind-0">
                        <value>Stall</value>
                      </text>
                    </translation>
                  </itext>
                  <instance>
                    <data id="patrol" version="2021051001">
                      <start />
                      <kind />
                      <places />
                      <finding jr:template="">
                        <who />
                        <twice />
                      </finding>
                      <finding>
                        <who />
                        <twice />
                      </finding>
                      <orx:meta>
                        <orx:instanceID />
                      </orx:meta>
                    </data>
                  </instance>
                  <instance id="kind">
                    <root>
                      <item>
                        <itextId>kind-0</itextId>
                        <name>stall</name>
                        <zone>a</zone>
                      </item>
                    </root>
                  </instance>
                  <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start" />
                  <bind nodeset="/data/kind" type="string" required="true()" />
                  <bind nodeset="/data/places" type="int" relevant="/data/kind = 'stall'" constraint=". &gt; 0" jr:constraintMsg="jr:itext('/data/places:jr:constraintMsg')" />
                  <bind nodeset="/data/finding/who" type="string" gw:personal="true()" />
                  <bind nodeset="/data/finding/twice" type="string" calculate="/data/places * 2" />
                  <bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid" />
                </model>
              </h:head>
              <h:body>
                <select1 ref="/data/kind">
                  <label ref="jr:itext('/data/kind:label')" />
                  <itemset nodeset="instance('kind')/root/item">
                    <value ref="name" />
                    <label ref="jr:itext(itextId)" />
                  </itemset>
                </select1>
                <input ref="/data/places">
                  <label ref="jr:itext('/data/places:label')" />
                </input>
                <group ref="/data/finding">
                  <label ref="jr:itext('/data/finding:label')" />
                  <repeat nodeset="/data/finding">
                    <input ref="/data/finding/who">
                      <label ref="jr:itext('/data/finding/who:label')" />
                    </input>
                  </repeat>
                </group>
              </h:body>
            </h:html>

            """, result.Xml);
    }

    [Fact]
    public void A_compiled_form_loads_with_its_questions()
    {
        var form = TestWorkbook.Form(
            """
            类型 | 名称 | 标题 | 提示 | 必填 | 显示条件 | 约束 | 个人信息
            单选 kind | kind | 类型 | 看清楚 | 是
            多选 kind | more | 还有
            整数 | places | 几处？ | | 是 | ${kind} = 'stall' | . > 0
            开始循环 | finding | 发现
            拍照 | photo | 照片
            文本 | phone | 电话 | | | | | 是
            结束循环
            说明 | bye | 再见
            """,
            "列表 | 名称 | 标题\nkind | stall | 摊点\nkind | sign | 标牌",
            "表单编号 | 版本 | 表单名称\npatrol | 7 | 巡查").Load();

        Assert.Equal(("patrol", "7", "巡查"), (form.Id, form.Version, form.Title.In("zh")));
        Assert.Equal(
            ["/data/kind SelectOne", "/data/more SelectMultiple", "/data/places Integer", "/data/finding Repeat", "/data/finding/photo Image",
             "/data/finding/phone Text", "/data/bye Note", "/data/meta Metadata", "/data/meta/instanceID Metadata"],
            form.AllQuestions.Select(q => $"{q.Path} {q.Kind}"));
        Assert.Equal(["stall 摊点", "sign 标牌"], form.Find("kind")!.Choices.Select(c => $"{c.Name} {c.Label}"));
        Assert.True(form.Find("phone")!.IsPersonal);
        Assert.True(form.Find("kind")!.IsAlwaysRequired);
        Assert.Equal("看清楚", form.Find("kind")!.Hint.In(null));
    }
}
